using Microsoft.Extensions.Hosting;

namespace HelloApp.Serving;

/// <summary>Serves until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    private const int CouldNotListen = 1;

    public static async Task<int> RunAsync()
    {
        ServerOptions options;
        try
        {
            options = ServerOptions.From(Environment.GetEnvironmentVariable);
        }
        catch (FormatException malformed)
        {
            return await Usage.RefuseAsync(malformed.Message);
        }

        await using var app = HelloServer.Create(options);
        try
        {
            await app.StartAsync();
        }
        catch (IOException refused)
        {
            await Console.Error.WriteLineAsync($"hello-app: {refused.Message}");
            return CouldNotListen;
        }

        await Console.Error.WriteLineAsync($"hello-app {HelloServer.Version} listens on {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
