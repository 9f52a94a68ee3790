using Harness.Results;
using Harness.Runs;

namespace Harness.Load.Ladder;

/// <summary>What is measured of a ladder, one after the other: its rungs, bodies of several sizes, and processors.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
/// <param name="selection">The rungs.</param>
/// <param name="bodies">The rungs with bodies of several sizes; may be none.</param>
internal sealed class LadderSeries(LadderProfile profile, int seed, RungSelection selection, IReadOnlyList<LadderRung> bodies)
{
    private readonly LadderTimes _times = LadderTimes.Of(
        profile, selection.Rungs.Count, selection.Rungs.Count(rung => rung.IsControl), bodies.Count > 0);

    private IReadOnlyList<LadderRung> Costed => [.. selection.Rungs.Where(rung => !rung.IsControl)];

    /// <summary>Measures. However it ends, what was measured is kept.</summary>
    public async Task RunAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var started = TimeProvider.System.GetUtcNow();
        var ladder = new LadderBenchmark(selection.Rungs, profile with { Budget = _times.Rungs }, seed)
        {
            Afterwards = _times.Bodies + _times.Processors,
        };
        var sizes = new LadderBenchmark(
            bodies, profile with { Budget = _times.Bodies, Connections = [profile.BodyConnections] }, seed)
        {
            Subject = "bodies: ",
            Afterwards = _times.Processors,
        };
        IReadOnlyList<ProcessorCost> costs = [];
        try
        {
            await ladder.RunAsync(progress, stop).ConfigureAwait(false);
            if (bodies.Count > 0)
                await sizes.RunAsync(progress, stop).ConfigureAwait(false);
            costs = await ProcessorsAsync(run, progress, stop).ConfigureAwait(false);
        }
        finally
        {
            if (ladder.Result is { } measured)
            {
                run.Folder.AddBenchmark(new BenchmarkResult
                {
                    Name = profile.Name,
                    Target = "hello-app, 1 replica, GET /",
                    Comparisons = ladder.Compare(RungKind.Proxy.Name, RungKind.Direct.Name),
                    Ladder = measured with { Skipped = selection.Skipped, Processors = costs },
                    Bodies = sizes.Result,
                    Started = started,
                    Duration = TimeProvider.System.GetUtcNow() - started,
                });
            }
        }
    }

    private Task<IReadOnlyList<ProcessorCost>> ProcessorsAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var cluster = run.Session.Cluster;
        return new ProcessorBenchmark(Costed, ct => NodeProcessors.ReadAsync(cluster, ct), seed) { During = profile.ProcessorDuring }
            .RunAsync(progress, stop);
    }
}
