using System.Runtime.ExceptionServices;
using Harness.Cli.Scenarios;
using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Clusters.Node;
using Harness.Files;
using Harness.Lifetime;
using Harness.Processes;
using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Tests;

/// <summary>
/// All tests by <c>dotnet test</c>'s own runner. The scenarios' cluster belongs to this process, which outlives the test
/// hosts whatever happens to them, and so removes it on every way out.
/// </summary>
/// <param name="layout">The repository.</param>
/// <param name="options">Which cluster.</param>
/// <param name="results">Folder for TRX and JUnit files.</param>
/// <param name="stop">Cancelled when the user stops the run.</param>
internal sealed class TestRun(RepositoryLayout layout, ClusterOptions options, string results, CancellationToken stop)
{
    private const long RoomForResults = 64 << 20;
    private readonly TestAssemblies _assemblies = new(layout);
    private ICluster? _cluster;
    private string? _lost;

    /// <summary>Runs the tests that match, and prints <c>N passed, N failed, N skipped</c> last.</summary>
    public async Task<ExitCode> RunAsync(string? filter)
    {
        RunFolder.EnsureWritable(layout.Runs, RoomForResults);
        PrepareResults(results);
        var (plain, scenarios) = await ChooseAsync(filter);
        var succeeded = true;
        HarnessException? withoutCluster = null;
        // The scenarios first: what they build for their cluster, the control plane's programs among it, other tests use where it is there.
        if (scenarios is not null)
        {
            try
            {
                succeeded &= await OnClusterAsync(scenarios);
            }
            catch (HarnessException none) when (none.ExitCode == ExitCode.Undecided)
            {
                withoutCluster = none;
            }
        }

        if (plain is not null)
            succeeded &= await Stage.RunAsync("tests without a cluster", _ => VsTestAsync("tests", _assemblies.WithoutCluster, plain, null));
        var counts = TrxCounts.Of(results);
        Screen.Result(counts.ToString());
        if (withoutCluster is not null)
            ExceptionDispatchInfo.Throw(withoutCluster);
        if (_lost is not null)
            throw HarnessException.Undecided($"the cluster was lost: {_lost}");
        if (counts.Undecided > 0 && counts.Undecided == counts.Failed)
            return ExitCode.Undecided;
        return succeeded && counts is { Failed: 0, Passed: > 0 } ? ExitCode.AsExpected : ExitCode.Violation;
    }

    /// <summary>Makes the folder; old files in it would be counted as this run's.</summary>
    /// <exception cref="HarnessException">It cannot be written to (exit code 2).</exception>
    internal static void PrepareResults(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateFiles(folder, "*.trx").Concat(Directory.EnumerateFiles(folder, "*.junit.xml")))
                File.Delete(old);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"--results {folder}: {closed.Message}", closed);
        }
    }

    /// <summary>Expressions for the runner, empty for all; null where nothing is chosen.</summary>
    private async Task<(string? Plain, string? Scenarios)> ChooseAsync(string? filter)
    {
        if (filter is null)
            return ("", "");
        var known = ScenarioHost.Names();
        var scenarios = known.Where(name => ScenarioFilter.Matches(filter, name)).Select(name => name.FullName).ToList();
        var all = await _assemblies.ListAsync(stop);
        var plain = all.Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        if (plain.Count + scenarios.Count > 0)
            return (plain.Count == 0 ? null : TestCaseFilter.Of(filter, plain), scenarios.Count == 0 ? null : TestCaseFilter.Of(scenarios));
        var words = all.SelectMany(name => name.Split('.', '_', '(')).Concat(ScenarioFilter.Words(known)).Distinct();
        var near = Nearest.Of(filter, words);
        throw HarnessException.BadInput($"the filter \"{filter}\" matches no test{(near is null ? "" : $"; did you mean {near}?")}");
    }

    private async Task<bool> OnClusterAsync(string filter)
    {
        var run = $"test-{Guid.NewGuid():N}"[..13];
        using var scratch = ScratchFolder.Create("test");
        var shared = new KeptCluster(scratch.PathOf("kept"));
        var teardown = new Teardown();
        try
        {
            var environment = await ClusterForChildrenAsync(run, shared, teardown);
            var succeeded = await Stage.RunAsync("scenarios", _ => VsTestAsync("scenarios", [_assemblies.Scenarios], filter, environment));
            if (!succeeded && _cluster is not null)
                _lost = await _cluster.WhyLostAsync();
            return succeeded;
        }
        finally
        {
            await teardown.DisposeAsync();
        }
    }

    /// <summary>A node cluster is started here and shared; an existing one the test host connects to by itself.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> ClusterForChildrenAsync(string run, KeptCluster shared, Teardown teardown)
    {
        if (options.WantsExisting)
        {
            await EnsureReachedAsync(run);
            return TestEnvironment.Of(options, attach: null);
        }

        if (options.Source == ClusterSource.Auto && options.Attach is { } folder && await new KeptCluster(folder).IsRunningAsync(stop))
            return TestEnvironment.Of(options, attach: folder);
        _cluster = await Stage.RunAsync("cluster", async progress =>
        {
            var sources = new SessionSources(layout, CacheFolder.Default(), progress);
            var images = options.HelloImage is null ? [await sources.BuildHelloAsync(stop)] : Array.Empty<Images.ImageArchive>();
            return await new ClusterProvider(layout, sources.Cache, options with { Attach = null }, progress).GetAsync(run, images, stop);
        });
        teardown.Push("the cluster", _cluster);
        await ClusterProvider.ShareAsync(_cluster, shared, stop);
        return TestEnvironment.Of(options with { Source = ClusterSource.Auto }, attach: shared.Folder);
    }

    /// <summary>Better told once, by an exit code, than by every scenario.</summary>
    private Task EnsureReachedAsync(string run) => Stage.RunAsync("cluster", async progress =>
    {
        var cluster = await new ClusterProvider(layout, CacheFolder.Default(), options, progress).GetAsync(run, [], stop);
        await cluster.DisposeAsync();
    });

    private async Task<bool> VsTestAsync(
        string name, IReadOnlyList<string> assemblies, string filter, IReadOnlyDictionary<string, string?>? environment)
    {
        List<string> arguments =
        [
            "vstest", .. assemblies, "--Parallel", $"--ResultsDirectory:{results}", $"--logger:trx;LogFileName={name}.trx",
            $"--logger:junit;LogFileName={name}.{{assembly}}.junit.xml", "--logger:console;verbosity=minimal",
        ];
        if (filter.Length > 0)
            arguments.Add($"--TestCaseFilter:{filter}");
        var outcome = await ProcessRunner.RunAsync("dotnet", arguments, Screen.Say, environment, Screen.Say, stop);
        return outcome.ExitCode == 0;
    }
}
