using Microsoft.Extensions.Hosting;

namespace HelloApp.Agents;

/// <summary>Waits for rounds to measure, until SIGTERM.</summary>
internal static class AgentCommand
{
    /// <summary>An agent's work is never done: a Job must not take one that was ended for one that is complete.</summary>
    private const int Ended = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = AgentOptions.Parse(args);
        await using var app = AgentServer.Create(options);
        try
        {
            await app.StartAsync();
        }
        catch (IOException refused)
        {
            await Console.Error.WriteLineAsync($"hello-app: {refused.Message}");
            return Ended;
        }

        await Console.Error.WriteLineAsync($"hello-app agent listens on {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync();
        return Ended;
    }
}
