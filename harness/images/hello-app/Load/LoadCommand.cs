using System.Text.Json;

namespace HelloApp.Load;

/// <summary>Generates load from where the service can be reached, e.g. from a pod.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(args);
        }
        catch (FormatException malformed)
        {
            return await Usage.RefuseAsync($"load: {malformed.Message}");
        }

        var result = await LoadGenerator.RunAsync(options, CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, HelloJson.Default.LoadResult));
        return 0;
    }
}
