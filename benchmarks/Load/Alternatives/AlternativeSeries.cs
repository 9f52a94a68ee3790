using Harness.Load.Ladder;
using Harness.Results;

namespace Harness.Load.Alternatives;

/// <summary>The ways to one pod side by side, in rounds like the ladder's: the same blocks, the same statistics.</summary>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
/// <param name="workload">The pod.</param>
/// <param name="routes">The ways to it that the ladder has, too.</param>
internal sealed class AlternativeSeries(LadderProfile profile, int seed, BenchWorkload workload, HelloRoutes routes)
{
    /// <summary>How many ways there may be, for the plan of a run.</summary>
    public const int MostWays = 8;

    private LadderBenchmark? _benchmark;
    private RungSelection? _selection;

    /// <summary>What was measured; null when nothing was.</summary>
    public LadderResult? Result => _benchmark?.Result is { } measured ? measured with { Skipped = _selection!.Skipped } : null;

    /// <summary>The proxy against the direct way.</summary>
    public IReadOnlyList<Comparison> Compare() => _benchmark?.Compare(RungKind.Proxy.Name, RungKind.Direct.Name) ?? [];

    /// <summary>Makes the ways, measures, and ends what runs here. However it ends, what was measured is kept.</summary>
    /// <param name="budget">Time to measure.</param>
    /// <param name="afterwards">Time that the run takes after this.</param>
    /// <param name="progress">Receives a line with each block.</param>
    /// <param name="stop">Interrupts.</param>
    public async Task RunAsync(TimeSpan budget, TimeSpan afterwards, IProgress<string> progress, CancellationToken stop)
    {
        progress.Report("alternatives: starting them");
        await using var rungs = new AlternativeRungs(workload, routes);
        _selection = RungSelection.Of(await rungs.AllAsync(stop).ConfigureAwait(false), wanted: null);
        _benchmark = new LadderBenchmark(
            _selection.Rungs, profile with { Budget = budget, Connections = profile.AlternativeConnections }, seed)
        {
            Subject = "alternatives: ",
            Watched = workload.Watched(),
            Afterwards = afterwards,
        };
        await _benchmark.RunAsync(progress, stop).ConfigureAwait(false);
    }
}
