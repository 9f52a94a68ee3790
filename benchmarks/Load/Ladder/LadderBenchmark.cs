using Harness.Load.Engine;
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

    /// <summary>What was measured so far, interrupted or not; null when nothing was.</summary>
    public LadderResult? Result => _measured.IsEmpty ? null : _measured.Result();

    /// <summary>One rung against another, by all rounds measured so far.</summary>
    /// <param name="proxied">Name of the longer way.</param>
    /// <param name="direct">Name of the shorter.</param>
    public IReadOnlyList<Comparison> Compare(string proxied, string direct) => _measured.Compare(proxied, direct);

    /// <summary>Checks every rung with one request, then measures all blocks.</summary>
    /// <param name="progress">Receives a line now and then, with the time left.</param>
    /// <param name="cancellationToken">Interrupts; <see cref="Result"/> has what was measured.</param>
    /// <exception cref="HarnessException">A rung does not answer 200 with its marker: there is nothing to measure.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var rung in rungs)
            await RouteCheck.EnsureAsync(rung.Generator, rung.Route, CheckTimeout, cancellationToken).ConfigureAwait(false);
        var (rounds, begin) = (LadderPlan.Of(rungs.Count, profile, seed).ToList(), Time.GetTimestamp());
        foreach (var (done, planned) in rounds.Index())
        {
            if (planned.Place == 1)
                progress?.Report(Describe(planned.Block, rounds.Count, done, Time.GetElapsedTime(begin)));
            cancellationToken.ThrowIfCancellationRequested();
            var rung = rungs[planned.Rung];
            var round = new LoadRound(planned.Connections, profile.WarmUp, profile.During, profile.Drain);
            _measured.Add(planned, await rung.Generator.RunAsync(rung.Route.Target, round, cancellationToken).ConfigureAwait(false));
        }
    }

    private string Describe(int block, int rounds, int done, TimeSpan taken)
    {
        var left = done == 0 ? (profile.WarmUp + profile.During) * rounds : taken / done * (rounds - done);
        var blocks = profile.Blocks(rungs.Count * profile.Connections.Count);
        return FormattableString.Invariant($"block {block} of {blocks}, {rungs.Count * profile.Connections.Count} rounds each; about ")
            + (left < TimeSpan.FromSeconds(90)
                ? FormattableString.Invariant($"{left.TotalSeconds:0} s left")
                : FormattableString.Invariant($"{left.TotalMinutes:0} min left"));
    }
}
