using HelloApp.Serving;
using Microsoft.Extensions.Hosting;

namespace HelloApp;

/// <summary>Serves until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    private const int CouldNotListen = 1;

    public static async Task<int> RunAsync()
    {
        var options = ServerOptions.From(Environment.GetEnvironmentVariable);
        await using var app = HelloServer.Create(options);
        try
        {
            await Task.Delay(options.StartDelay);
            await app.StartAsync();
        }
        catch (IOException refused)
        {
            await Console.Error.WriteLineAsync($"hello-app: {refused.Message}");
            return CouldNotListen;
        }

        await Console.Error.WriteLineAsync($"hello-app {ServerOptions.Version} listens on {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
