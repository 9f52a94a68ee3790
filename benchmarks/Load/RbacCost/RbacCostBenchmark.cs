using Harness.Load.Engine;
using Harness.Load.SideEffects;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.RbacCost;

/// <summary>
/// Allowed and denied calls while RBAC grows: at each size, blocks with every call of every consumer once, in random order. Growth only
/// goes one way, so that drift cannot be told from it by order; a consumer beside whom nothing grows tells them apart.
/// </summary>
/// <param name="places">The consumers, one of them the control.</param>
/// <param name="delays">Times grants and revocations; null where that is not measured.</param>
/// <param name="profile">How far, and how long.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
internal sealed class RbacCostBenchmark(IReadOnlyList<RbacPlace> places, GrantDelays? delays, RbacCostProfile profile, int seed)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
    private readonly IReadOnlyList<(RbacPlace Place, RbacCall Call)> _cells =
        [.. places.SelectMany(place => Enum.GetValues<RbacCall>().Select(call => (place, call)))];

    private readonly List<(int Size, bool IsRemoved, List<RbacCostRound> Rounds)> _steps = [];
    private readonly List<RbacDelay> _delays = [];

    /// <summary>Where the calls come from; this process by default.</summary>
    public ILoadGenerator Generator { get; init; } = new LocalLoadGenerator();

    /// <summary>What was measured so far, interrupted or not; null while there is no round.</summary>
    public RbacCostResult? Result => _steps.Count == 0 || _steps[0].Rounds.Count == 0
        ? null
        : new RbacCostResult
        {
            Seed = seed,
            Growths = [.. places.Select(place => place.Growth?.Facts).OfType<RbacGrowthFacts>()],
            Steps = [.. _steps.Where(step => step.Rounds.Count > 0).Select(step => new RbacCostStep(
                step.Size, step.IsRemoved, RbacCostStatistics.Cells(step.Rounds, seed), [.. step.Rounds]))],
            Delays = [.. _delays],
        };

    /// <summary>Checks that every call is answered as it must be, then measures all sizes, and the first one again.</summary>
    /// <param name="progress">Receives a line for each size.</param>
    /// <param name="cancellationToken">Interrupts; <see cref="Result"/> has what was measured.</param>
    /// <exception cref="HarnessException">
    /// A call is not answered as it must be, or the authorizer did not come to know what was made.
    /// </exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var (place, call) in _cells)
            await RouteCheck.EnsureAsync(Generator, place.Route(call), CheckTimeout, cancellationToken).ConfigureAwait(false);
        foreach (var size in profile.Sizes)
        {
            await ResizeAsync(size, progress, cancellationToken).ConfigureAwait(false);
            await MeasureStepAsync(size, isRemoved: false, progress, cancellationToken).ConfigureAwait(false);
            if (delays is not null && (size == profile.Sizes[0] || size == profile.Sizes[^1]))
            {
                progress?.Report(FormattableString.Invariant($"granting and revoking {profile.Repetitions} times at {size}"));
                _delays.AddRange(await delays.MeasureAsync(size, profile.Repetitions, cancellationToken).ConfigureAwait(false));
            }
        }

        await ResizeAsync(profile.Sizes[0], progress, cancellationToken).ConfigureAwait(false);
        await MeasureStepAsync(profile.Sizes[0], isRemoved: true, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task ResizeAsync(int size, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var growth in places.Select(place => place.Growth).OfType<IRbacGrowth>())
        {
            progress?.Report(FormattableString.Invariant($"{growth.Facts.Name}: to {size}"));
            await growth.ResizeAsync(size, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MeasureStepAsync(int size, bool isRemoved, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var rounds = new List<RbacCostRound>();
        _steps.Add((size, isRemoved, rounds));
        foreach (var (block, order) in SideEffectsPlan.Of(_cells.Count, profile.Blocks, unchecked(seed + _steps.Count)).Index())
        {
            var left = (profile.WarmUp + profile.During) * (_cells.Count * (profile.Blocks - block));
            progress?.Report(FormattableString.Invariant(
                $"calls at {size}{(isRemoved ? " again" : "")}; {TimeLeft.Text(left)} at this size"));
            await MeasureBlockAsync(block + 1, order, rounds, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Each call once; what does not hold once more at the end.</summary>
    private async Task MeasureBlockAsync(
        int block, IReadOnlyList<int> order, List<RbacCostRound> rounds, CancellationToken cancellationToken)
    {
        var again = new List<int>();
        foreach (var (place, cell) in order.Index())
        {
            rounds.Add(await MeasureAsync(block, place + 1, _cells[cell], cancellationToken).ConfigureAwait(false));
            if (rounds[^1].Invalid is not null)
                again.Add(cell);
        }

        foreach (var (extra, cell) in again.Index())
            rounds.Add(await MeasureAsync(block, order.Count + extra + 1, _cells[cell], cancellationToken).ConfigureAwait(false));
    }

    private async Task<RbacCostRound> MeasureAsync(
        int block, int at, (RbacPlace Place, RbacCall Call) cell, CancellationToken cancellationToken)
    {
        var round = new LoadRound(Connections: 1, profile.WarmUp, profile.During, profile.Drain) { RunsFirst = true };
        var needed = round.WarmUp + round.During + round.Drain;
        var target = await cell.Place.Route(cell.Call).TargetAsync(needed, cancellationToken).ConfigureAwait(false);
        var measured = await Generator.RunAsync(target, round, cancellationToken).ConfigureAwait(false);
        return new RbacCostRound(
            block, at, cell.Place.Growth?.Facts.Name, cell.Call, LatencySummary.Counts(measured.Latencies), measured.Errors,
            measured.Invalid);
    }
}
