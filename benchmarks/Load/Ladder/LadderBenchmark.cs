using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Ladder;

/// <summary>Measures rungs in short rounds in random order.</summary>
/// <param name="rungs">The rungs, each after the one that it is compared with.</param>
/// <param name="profile">How long, and at how many connections.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class LadderBenchmark(IReadOnlyList<LadderRung> rungs, LadderProfile profile, int seed)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
    private readonly LadderMeasurements _measured = new(rungs, profile.Margin, seed);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What disturbs rounds, and measures them once more.</summary>
    internal WatchedRounds Watched { get; init; } = new();

    /// <summary>What was measured so far, interrupted or not; null when nothing was.</summary>
    public LadderResult? Result => _measured.IsEmpty ? null : _measured.Result() with
    {
        Unwatched = rungs.Select(rung => rung.Watched?.Missing).Prepend(Watched.Missing).FirstOrDefault(missing => missing is not null),
    };

    /// <summary>One rung against another, by all rounds measured so far.</summary>
    /// <param name="proxied">Name of the longer way.</param>
    /// <param name="direct">Name of the shorter.</param>
    public IReadOnlyList<Comparison> Compare(string proxied, string direct) => _measured.Compare(proxied, direct);

    /// <summary>A rung's rounds so far at a number of connections, with their blocks.</summary>
    internal IReadOnlyList<(int Block, RoundMeasurement Measured)> Rounds(string rung, int connections) =>
        _measured.Rounds(rung, connections);

    /// <summary>What is measured, for progress; empty where that is clear.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Time that the run takes after this, for what progress tells.</summary>
    public TimeSpan Afterwards { get; init; }

    /// <summary>
    /// Checks every rung with one request, then measures block after block, until the profile's are measured or its budget is used up;
    /// never fewer than an interval needs.
    /// </summary>
    /// <param name="progress">Receives a line with each block, with the time left.</param>
    /// <param name="cancellationToken">Interrupts; <see cref="Result"/> has what was measured.</param>
    /// <exception cref="HarnessException">A rung does not answer 200 with its marker: there is nothing to measure.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var rung in rungs)
            await RouteCheck.EnsureAsync(rung.Generator, rung.Route, CheckTimeout, cancellationToken).ConfigureAwait(false);
        var begin = Time.GetTimestamp();
        foreach (var block in LadderPlan.Of(rungs.Count, profile, seed).GroupBy(round => round.Block))
        {
            var taken = Time.GetElapsedTime(begin);
            if (IsOver(block.Key, taken))
                break;
            progress?.Report(Describe(block.Key, taken));
            foreach (var planned in block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await MeasureAsync(planned, progress, cancellationToken).ConfigureAwait(false);
            }
        }

        if (_measured.IsEmpty && _measured.Disturbances is [var first, ..])
            throw HarnessException.Undecided($"nothing was measured: every round was disturbed; e.g. {first}");
    }

    private async Task MeasureAsync(PlannedLadderRound planned, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var rung = rungs[planned.Rung];
        foreach (var one in await RoundsAsync(rung, planned.Connections, cancellationToken).ConfigureAwait(false))
        {
            _measured.Add(planned, one);
            if (one.Disturbance is not null)
                progress?.Report($"{Subject}block {planned.Block}, {rung.Route.Name}: {one.Disturbance}; the round does not count");
        }
    }

    /// <summary>A round without figures leaves its block incomplete: pairs need both.</summary>
    private async Task<IReadOnlyList<WatchedRound<RoundMeasurement>>> RoundsAsync(
        LadderRung rung, int connections, CancellationToken cancellationToken)
    {
        var round = new LoadRound(connections, profile.WarmUp, profile.During, profile.Drain);
        try
        {
            return await (rung.Watched ?? Watched).MeasureAsync(rung.Generator, rung.Route, round, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RoundLostException)
        {
            return []; // whoever lost it has said so
        }
    }

    /// <summary>Whether another block would be more than the budget has left: slow answers make blocks longer than planned.</summary>
    private bool IsOver(int block, TimeSpan taken) =>
        block > PairedBootstrap.FewestPairs && taken + (taken / (block - 1)) > profile.Budget;

    private string Describe(int block, TimeSpan taken)
    {
        var rounds = rungs.Count * profile.Connections.Count;
        var each = block == 1 ? (profile.WarmUp + profile.During) * rounds : taken / (block - 1);
        var blocks = profile.Blocks(rounds);
        var left = (each * (blocks - block + 1)) + Afterwards;
        return FormattableString.Invariant($"{Subject}block {block} of {blocks}, {rounds} rounds each; {TimeLeft.Text(left)}");
    }
}
