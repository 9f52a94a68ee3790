using System.Reflection;
using Harness.Processes;
using Harness.Results;

namespace Harness.Runs;

/// <summary>Facts for run.json that any run has: program, repository, machine.</summary>
public static class RunFacts
{
    /// <summary>The manifest of a run that begins.</summary>
    /// <param name="source">The checkout whose commit is recorded.</param>
    /// <param name="id">The run's id.</param>
    /// <param name="started">When it started.</param>
    /// <param name="command">The command line.</param>
    public static RunManifest Manifest(string source, string id, DateTimeOffset started, string command) => new()
    {
        Id = id,
        State = RunState.Running,
        Started = started,
        Command = command,
        HarnessVersion = typeof(RunFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "",
        GitCommit = GitCommit(source),
        RepositoryUrl = Repository(source),
        Host = HostReading.Facts(),
    };

    private static string? GitCommit(string root)
    {
        try
        {
            var head = Git(root, "rev-parse", "HEAD");
            return head is null ? null : Git(root, "status", "--porcelain") is { Length: > 0 } ? head + "-dirty" : head;
        }
        catch (HarnessException)
        {
            return null; // no git on this machine
        }
    }

    private static string? Repository(string root)
    {
        try
        {
            return Git(root, "remote", "get-url", "origin") is { } origin ? RepositoryAddress.Of(origin) : null;
        }
        catch (HarnessException)
        {
            return null; // no git on this machine
        }
    }

    private static string? Git(string root, params string[] arguments)
    {
        var outcome = ProcessRunner.RunAsync("git", ["-C", root, .. arguments]).GetAwaiter().GetResult();
        return outcome.ExitCode == 0 ? outcome.Output.Trim() : null;
    }
}
