using Harness.Load.Ladder;
using Harness.Results;
using Harness.Runs;
using Harness.Workloads;

namespace Harness.Load.Versions;

/// <summary>
/// Two clusters side by side: the run's own, and another beside it, which is removed at the end. Their rounds are interleaved in blocks,
/// so that what the machine does meanwhile meets both.
/// </summary>
/// <param name="asked">What was asked for, the run's own first.</param>
/// <param name="other">Which cluster the other one is.</param>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class VersionRun((string A, string B) asked, RunSettings other, LadderProfile profile, int seed) : IRunStep
{
    /// <summary>Name of the benchmark in results.</summary>
    public const string Name = "versions";

    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        var second = await run.Progress.StageAsync("second cluster", progress => run.StartAnotherAsync(other, progress, stop))
            .ConfigureAwait(false);
        await using (second.ConfigureAwait(false))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, second.Cluster.Lost);
            try
            {
                await run.Progress.StageAsync(Name, progress => MeasureAsync(run, second, progress, either.Token)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (second.Cluster.LostBecause is { } lost && !stop.IsCancellationRequested)
            {
                throw HarnessException.Undecided($"the second cluster was lost: {lost}");
            }
        }
    }

    private async Task MeasureAsync(Run run, HarnessSession second, IProgress<string> progress, CancellationToken stop)
    {
        var (a, b) = (await DeployAsync(run.Session, stop).ConfigureAwait(false), await DeployAsync(second, stop).ConfigureAwait(false));
        var ladder = new LadderBenchmark(VersionRungs.Of(Side(a), Side(b)), profile, seed);
        try
        {
            await KeptBenchmark.MeasureAsync(run.Folder, () => ladder.RunAsync(progress, stop), Result).ConfigureAwait(false);
        }
        finally
        {
            await a.RemoveAsync().ConfigureAwait(false);
        }

        BenchmarkResult? Result() => ladder.Result is { } measured
            ? KeptBenchmark.Of(Name, "hello-app, 1 replica, GET /, on two clusters") with
            {
                Versions = new VersionComparison(Facts(asked.A, run.Session), Facts(asked.B, second), measured),
            }
            : null;
    }

    private static Task<BenchWorkload> DeployAsync(HarnessSession session, CancellationToken stop) => BenchWorkload.DeployAsync(
        session, HelloWorkload.Standard().WithNamedPorts(), session.Direct.NodePorts, HelloRungs.Grants, stop);

    private VersionSide Side(BenchWorkload workload) => new(
        HelloRungs.Common(workload.Routes(2 * profile.Budget), workload.DirectGenerator), workload.Watched());

    private static ComparedVersion Facts(string asked, HarnessSession session) =>
        new(asked, session.Facts.KubernetesVersion, session.Facts.NodeImage);
}
