using System.CommandLine;
using Harness.Cli.Options;
using Harness.Clusters;
using Harness.Clusters.Node;
using Harness.Load.Ladder;
using Harness.Load.Versions;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench --compare-kubernetes A B</c>: which of two versions' proxy costs what.</summary>
internal static class VersionBench
{
    /// <summary>The version that is made here, where no server programs are brought.</summary>
    private const string BuiltIn = "built-in";

    /// <summary>Settings that say which cluster to use: here, two are started.</summary>
    private static readonly Setting[] OfOneCluster =
    [
        Settings.Cluster, Settings.Kubeconfig, Settings.Context, Settings.Kubernetes, Settings.K3sImage, Settings.Ingress, Settings.Debian,
        Settings.Load,
    ];

    private static readonly Option<string[]> VersionsOption = new("--compare-kubernetes")
    {
        Description = "start two clusters side by side and compare what their proxies cost: server programs as for --kubernetes, "
            + $"or {BuiltIn} for the version that is made here",
        HelpName = "A> <B",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds its option.</summary>
    public static void AddTo(Command command) => command.Options.Add(VersionsOption);

    /// <summary>Whether two versions are compared.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetResult(VersionsOption) is { Implicit: false };

    /// <summary>Compares them.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="HarnessException">Options do not go together, or there are no such programs.</exception>
    public static async Task<int> ExecuteAsync(
        ParseResult parsed, RunRequest request, IReadOnlyList<string> named, RunOutput output, CancellationToken cancellationToken)
    {
        var stray = named.Intersect(OfOneCluster.Select(setting => setting.Option)).FirstOrDefault()
            ?? SuiteBench.GivenBut(parsed, "--concurrency", "--seed");
        if (stray is not null)
            throw HarnessException.BadInput($"{stray} does not go with {VersionsOption.Name}, which starts two clusters of its own");
        var versions = parsed.GetValue(VersionsOption)!;
        if (Same(versions[0]) == Same(versions[1]))
            throw HarnessException.BadInput($"{VersionsOption.Name} {PrintableText.Line(versions[0])} twice: name two versions");
        var profile = SuiteBench.WithConnections(LadderProfile.OfVersions, parsed);
        // Both, before the first cluster is started: what is wrong with the second would else be told minutes later.
        foreach (var version in versions.Where(version => version != BuiltIn))
        {
            await ServerPrograms.EnsureCompleteAsync(
                version, $"{VersionsOption.Name} {PrintableText.Line(version)}", cancellationToken);
        }

        var titles = (Title(versions[0]), Title(versions[1]));
        var step = new VersionRun(titles, Of(request.Settings, versions[1]), profile, SuiteBench.Seed(parsed));
        return await RunCommand.ExecuteAsync(request with { Settings = Of(request.Settings, versions[0]) }, [step], output);
    }

    private static string Same(string version) =>
        version == BuiltIn ? version : Path.TrimEndingDirectorySeparator(Path.GetFullPath(version));

    /// <summary>The last part of a path is enough for a result, which may be passed on.</summary>
    private static string Title(string version) => version == BuiltIn
        ? version : Path.GetFileName(Path.TrimEndingDirectorySeparator(version));

    private static RunSettings Of(RunSettings settings, string version)
    {
        var own = settings.With(Settings.Cluster, ClusterSource.Offline).With<string?>(Settings.Kubeconfig, null)
            .With<string?>(Settings.Context, null).With<string?>(Settings.Kubernetes, null).With<string?>(Settings.K3sImage, null);
        return (version == BuiltIn ? own : own.With<string?>(Settings.Kubernetes, Path.GetFullPath(version))).EnsureConsistent();
    }
}
