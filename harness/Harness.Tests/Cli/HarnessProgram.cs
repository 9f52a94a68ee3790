using Harness.Processes;

namespace Harness.Tests.Cli;

/// <summary>The program itself, as run.sh starts it, whatever this machine's settings are.</summary>
internal static class HarnessProgram
{
    private static readonly string[] Settings = ["HARNESS_CLUSTER", "HARNESS_KUBECONFIG", "HARNESS_CONTEXT", "HARNESS_ATTACH"];

    /// <summary>
    /// In its own project's output: the copy beside the tests lacks the assemblies that the tests have from a framework of their own.
    /// </summary>
    private static string File { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("Harness.Tests", "Harness.Cli", StringComparison.Ordinal), "Harness.Cli.dll");

    public static Task<ProcessOutcome> RunAsync(IEnumerable<string> arguments, params (string Name, string? Value)[] environment) =>
        RunAsync(arguments, environment, CancellationToken.None);

    public static Task<ProcessOutcome> RunAsync(
        IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)> environment, CancellationToken cancellationToken)
    {
        var variables = Settings.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in environment)
            variables[name] = value;
        string[] command = [File, .. arguments];
        return ProcessRunner.RunAsync("dotnet", command, environment: variables, cancellationToken: cancellationToken);
    }
}
