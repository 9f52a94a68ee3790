using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>Ordinary calls beside proxied load at several levels, in short rounds in random order.</summary>
/// <param name="load">The proxied way.</param>
/// <param name="calls">The ordinary calls, by another client and another identity than the load's.</param>
/// <param name="profile">How long, and at which levels.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class SideEffectsBenchmark(
    LoadRoute load, IReadOnlyList<OrdinaryCall> calls, SideEffectsProfile profile, int seed)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
    private readonly List<RoundMeasurement> _capacity = [];
    private readonly List<(int Level, SideEffectRound Round)> _rounds = [];
    private readonly List<string> _missing = [];
    private NodeCounters? _before;
    private long _beforeAt;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the load comes from; this process by default.</summary>
    public ILoadGenerator Generator { get; init; } = new LocalLoadGenerator();

    /// <summary>Who makes the ordinary calls, with credentials that are renewed; null where they have what they need.</summary>
    public IRouteCaller? Ordinary { get; init; }

    /// <summary>What disturbs rounds.</summary>
    internal WatchedRounds Watched { get; init; } = new();

    /// <summary>Reads the node's counters, or says why not.</summary>
    internal Func<CancellationToken, Task<(NodeCounters? Counters, string? Missing)>> Look { get; init; } =
        _ => Task.FromResult<(NodeCounters?, string?)>((null, null));

    /// <summary>What was measured so far, interrupted or not; null while there is no round of a block.</summary>
    public SideEffectsResult? Result => _rounds.Count == 0
        ? null
        : SideEffectsStatistics.Of(_rounds, [.. calls.Select(call => call.Facts)], profile, Capacity(), seed) with { Missing = _missing };

    /// <summary>Checks the way and the calls, measures the capacity, then all blocks.</summary>
    /// <param name="progress">Receives a line now and then, with the time left.</param>
    /// <param name="cancellationToken">Interrupts; <see cref="Result"/> has what was measured.</param>
    /// <exception cref="HarnessException">The way or a call is not answered: there is nothing to measure.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await RouteCheck.EnsureAsync(Generator, load, CheckTimeout, cancellationToken).ConfigureAwait(false);
        progress?.Report("measuring the proxy's capacity beside ordinary calls");
        for (var round = 0; round <= profile.CapacityRounds; round++)
            await MeasureCapacityAsync(isPractice: round == 0, cancellationToken).ConfigureAwait(false);
        if (Capacity().RequestsPerSecond <= 0)
        {
            throw HarnessException.Undecided(
                $"nothing was measured: in a closed loop with {profile.InFlight} requests in flight, {load.Target} answered none: "
                + Kinds(_capacity));
        }

        await LookAsync(cancellationToken).ConfigureAwait(false);
        var begin = Time.GetTimestamp();
        foreach (var (block, order) in SideEffectsPlan.Of(profile.Shares.Count, profile.Blocks, seed).Index())
        {
            progress?.Report(Describe(block, Time.GetElapsedTime(begin)));
            await MeasureBlockAsync(block + 1, order, cancellationToken).ConfigureAwait(false);
        }
    }

    private static LoadRound Load(int connections, double? rate, CallTime time) =>
        new(connections, time.WarmUp, time.During, time.Drain) { Rate = rate, RunsFirst = true };

    private ProxyCapacity Capacity() => SideEffectsStatistics.Capacity(_capacity, profile.InFlight);

    /// <summary>The first one is for practice: code is compiled, caches fill, and every call is answered at least once.</summary>
    private async Task MeasureCapacityAsync(bool isPractice, CancellationToken cancellationToken)
    {
        var time = new CallTime(profile.WarmUp, profile.CapacityDuring, profile.Drain);
        var (measured, beside) = await TogetherAsync(
            isPractice ? null : Load(profile.InFlight, null, time), time, cancellationToken).ConfigureAwait(false);
        if (measured is not null)
        {
            _capacity.Add(measured);
        }
        else if (beside.FirstOrDefault(one => one.Measured.Requests == 0) is { Call: not null } silent)
        {
            throw HarnessException.Undecided(
                $"nothing was measured: {silent.Call.Name} must be answered before there is any load, but came back with "
                + $"{Kinds([silent.Measured])}; check the grants of the identity that makes the ordinary calls");
        }
    }

    /// <summary>Each level once; what does not hold once more at the end.</summary>
    private async Task MeasureBlockAsync(int block, IReadOnlyList<int> order, CancellationToken cancellationToken)
    {
        var again = new List<int>();
        for (var place = 1; place <= order.Count; place++)
        {
            if (!await MeasureAsync(block, place, order[place - 1], cancellationToken).ConfigureAwait(false))
                again.Add(order[place - 1]);
        }

        foreach (var (extra, level) in again.Index())
            await MeasureAsync(block, order.Count + 1 + extra, level, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> MeasureAsync(int block, int place, int level, CancellationToken cancellationToken)
    {
        var time = new CallTime(profile.WarmUp, profile.During, profile.Drain);
        var rate = profile.Shares[level] * Capacity().RequestsPerSecond;
        var proxied = Load(profile.MostInFlight, rate, time);
        var watched = await Watched.OnceAsync(
            () => TogetherAsync(rate > 0 ? proxied : null, time, cancellationToken), Sent, cancellationToken).ConfigureAwait(false);
        var (measured, beside) = watched.Measured;
        var requests = (measured?.SentRate ?? 0) * (time.WarmUp + time.During).TotalSeconds;
        var round = new SideEffectRound(
            block,
            place,
            measured is null ? null : SideEffectRounds.Of(measured),
            [.. beside.Select(one => SideEffectRounds.Of(one.Call, one.Measured))],
            await UsedAsync(requests, cancellationToken).ConfigureAwait(false),
            watched.Disturbance ?? SideEffectRounds.Invalid(measured, beside))
        {
            IsDisturbed = watched.Disturbance is not null,
        };
        _rounds.Add((level, round));
        return round.Invalid is null;
    }

    private async Task<(RoundMeasurement? Load, IReadOnlyList<(OrdinaryCall Call, RoundMeasurement Measured)> Calls)> TogetherAsync(
        LoadRound? round, CallTime time, CancellationToken cancellationToken)
    {
        var (needed, target) = (time.WarmUp + time.During + time.Drain, load.Target);
        if (Ordinary is not null)
            await Ordinary.CurrentAsync(needed, cancellationToken).ConfigureAwait(false);
        if (round is not null)
            target = await load.TargetAsync(needed, cancellationToken).ConfigureAwait(false);
        var beside = calls.Select(call => call.MeasureAsync(time, cancellationToken)).ToList();
        var proxied = round is null ? null : Generator.RunAsync(target, round, cancellationToken);
        await Task.WhenAll(proxied is null ? beside : [proxied, .. beside]).ConfigureAwait(false);
        return (proxied?.Result, [.. calls.Zip(beside, (call, measured) => (call, measured.Result))]);
    }

    private IEnumerable<SentRound> Sent((RoundMeasurement? Load, IReadOnlyList<(OrdinaryCall Call, RoundMeasurement Measured)> Calls) one)
    {
        foreach (var (_, measured) in one.Calls)
            yield return new SentRound(Ordinary, measured);
        if (one.Load is not null)
            yield return new SentRound(load.Caller, one.Load);
    }

    private async Task<NodeUse?> UsedAsync(double requests, CancellationToken cancellationToken)
    {
        var (before, at) = (_before, _beforeAt);
        var now = await LookAsync(cancellationToken).ConfigureAwait(false);
        return before is null || now is null ? null : now.Since(before, Time.GetElapsedTime(at, _beforeAt).TotalSeconds, requests);
    }

    private async Task<NodeCounters?> LookAsync(CancellationToken cancellationToken)
    {
        (_before, var missing) = await Look(cancellationToken).ConfigureAwait(false);
        _beforeAt = Time.GetTimestamp();
        if (missing is not null && !_missing.Contains(missing))
            _missing.Add(missing);
        return _before;
    }

    private string Describe(int block, TimeSpan taken)
    {
        var one = block == 0 ? (profile.WarmUp + profile.During) * profile.Shares.Count : taken / block;
        var left = one * (profile.Blocks - block);
        return FormattableString.Invariant($"ordinary calls beside load, block {block + 1} of {profile.Blocks}; ")
            + FormattableString.Invariant($"about {left.TotalSeconds:0} s left");
    }

    private static string Kinds(IReadOnlyList<RoundMeasurement> rounds)
    {
        var kinds = from kind in RoundMeasurement.Merge(rounds).Errors
                    where kind.Value > 0
                    select FormattableString.Invariant($"{kind.Value} × {kind.Key}");
        return string.Join(", ", kinds.DefaultIfEmpty("nothing"));
    }
}
