using Harness.Processes;

namespace Harness.Tests.Cli;

/// <summary>The program itself, as run.sh starts it, whatever this machine's settings are.</summary>
internal static class HarnessProgram
{
    private static readonly string[] Settings = ["HARNESS_CLUSTER", "HARNESS_KUBECONFIG", "HARNESS_CONTEXT", "HARNESS_ATTACH"];

    public static Task<ProcessOutcome> RunAsync(IEnumerable<string> arguments, params (string Name, string? Value)[] environment) =>
        RunAsync(arguments, environment, CancellationToken.None);

    public static Task<ProcessOutcome> RunAsync(
        IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)> environment, CancellationToken cancellationToken)
    {
        var variables = Settings.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in environment)
            variables[name] = value;
        string[] command = [Path.Combine(AppContext.BaseDirectory, "Harness.Cli.dll"), .. arguments];
        return ProcessRunner.RunAsync("dotnet", command, environment: variables, cancellationToken: cancellationToken);
    }
}
