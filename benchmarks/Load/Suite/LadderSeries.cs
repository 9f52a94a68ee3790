using Harness.Load.Alternatives;
using Harness.Load.Ladder;
using Harness.Results;
using Harness.Runs;

namespace Harness.Load.Suite;

/// <summary>What is measured, one after the other: the rungs, bodies of several sizes, the alternatives, and processors.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
/// <param name="selection">The rungs; may be none.</param>
/// <param name="bodies">The rungs with bodies of several sizes; may be none.</param>
/// <param name="alternatives">The alternatives; null where they are not measured.</param>
internal sealed class LadderSeries(
    LadderProfile profile, int seed, RungSelection selection, IReadOnlyList<LadderRung> bodies, AlternativeSeries? alternatives)
{
    private readonly LadderTimes _times = LadderTimes.Of(
        profile, selection.Rungs.Count, selection.Rungs.Count(rung => rung.IsControl), bodies.Count > 0,
        alternatives is not null);

    private IReadOnlyList<LadderRung> Costed => [.. selection.Rungs.Where(rung => !rung.IsControl)];

    /// <summary>Measures. However it ends, what was measured is kept.</summary>
    public Task RunAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var (ladder, sizes) = (Ladder(), Sizes());
        IReadOnlyList<ProcessorCost> costs = [];
        return KeptBenchmark.MeasureAsync(
            run.Folder,
            async () =>
            {
                if (selection.Rungs.Count > 0)
                    await ladder.RunAsync(progress, stop).ConfigureAwait(false);
                if (bodies.Count > 0)
                    await sizes.RunAsync(progress, stop).ConfigureAwait(false);
                if (alternatives is not null)
                    await alternatives.RunAsync(_times.Alternatives, _times.Processors, progress, stop).ConfigureAwait(false);
                if (selection.Rungs.Count > 0)
                    costs = await ProcessorsAsync(run, progress, stop).ConfigureAwait(false);
            },
            () => ladder.Result is not null || alternatives?.Result is not null ? Result(ladder, sizes, costs) : null);
    }

    /// <summary>What disturbs rounds.</summary>
    public WatchedRounds Watched { get; init; } = new();

    private LadderBenchmark Ladder() => new(selection.Rungs, profile with { Budget = _times.Rungs }, seed)
    {
        Watched = Watched,
        Afterwards = _times.Bodies + _times.Alternatives + _times.Processors,
    };

    private LadderBenchmark Sizes() => new(
        bodies, profile with { Budget = _times.Bodies, During = profile.BodyDuring, Connections = [profile.BodyConnections] }, seed)
    {
        Subject = "bodies: ",
        Watched = Watched,
        Afterwards = _times.Alternatives + _times.Processors,
    };

    private BenchmarkResult Result(LadderBenchmark ladder, LadderBenchmark sizes, IReadOnlyList<ProcessorCost> costs) =>
        KeptBenchmark.Of(profile.Name, "hello-app, 1 replica, GET /") with
        {
            Comparisons = selection.Rungs.Count > 0
                ? ladder.Compare(RungKind.Proxy.Name, RungKind.Direct.Name)
                : alternatives!.Compare(),
            Ladder = ladder.Result is { } measured ? measured with { Skipped = selection.Skipped, Processors = costs } : null,
            Bodies = sizes.Result,
            Alternatives = alternatives?.Result,
        };

    private Task<IReadOnlyList<ProcessorCost>> ProcessorsAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var cluster = run.Session.Cluster;
        return new ProcessorBenchmark(Costed, ct => NodeProcessors.ReadAsync(cluster, ct), seed) { During = profile.ProcessorDuring }
            .RunAsync(progress, stop);
    }
}
