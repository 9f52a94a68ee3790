using System.Text.Json;

namespace HelloApp.Load;

/// <summary>Generates load from where the service can be reached, e.g. from a pod.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = await LoadGenerator.RunAsync(LoadOptions.Parse(args));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, HelloJson.Default.LoadResult));
        return 0;
    }
}
