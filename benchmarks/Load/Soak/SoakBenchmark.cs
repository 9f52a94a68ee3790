using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Soak;

/// <summary>A constant rate through the proxy, window after window; now and then a look at the direct way.</summary>
/// <param name="proxied">The way under load, and where its load comes from.</param>
/// <param name="direct">The way that shows how the machine itself drifts, and where its load comes from.</param>
/// <param name="profile">How long.</param>
internal sealed class SoakBenchmark(
    (LoadRoute Route, ILoadGenerator Generator) proxied, (LoadRoute Route, ILoadGenerator Generator) direct, SoakProfile profile)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);
    private readonly List<SoakWindow> _windows = [];
    private readonly List<string> _missing = [];
    private double _capacity;
    private string? _capacityInvalid;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What disturbs windows.</summary>
    public WatchedRounds Watched { get; init; } = new();

    /// <summary>Looks at memory and sockets, and says what is not known.</summary>
    public required Func<CancellationToken, Task<(SoakLook Look, string? Missing)>> Look { get; init; }

    /// <summary>The consumer's token; null where none is renewed.</summary>
    public RenewedToken? Token { get; init; }

    /// <summary>What was measured so far, interrupted or not; null while there is no window.</summary>
    public SoakResult? Result => _windows.Count == 0 ? null : new SoakResult
    {
        Capacity = _capacity,
        CapacityInvalid = _capacityInvalid,
        InFlight = profile.InFlight,
        Rate = _capacity * profile.Share,
        Margin = profile.Margin,
        Renewals = Token?.Renewals ?? 0,
        TokenSeconds = Token?.Life.TotalSeconds ?? 0,
        Windows = [.. _windows],
        Trends = SoakTrends.Of(_windows, profile),
        Missing = Watched.Missing is { } unwatched ? [.. _missing, unwatched] : [.. _missing],
    };

    /// <summary>Checks both ways, measures the capacity, then loads until the time is over.</summary>
    /// <param name="progress">Receives a line with each window, with the time left.</param>
    /// <param name="stop">Interrupts; <see cref="Result"/> has what was measured.</param>
    /// <exception cref="HarnessException">A way is not answered: there is nothing to measure.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken stop)
    {
        foreach (var (route, generator) in new[] { proxied, direct })
            await RouteCheck.EnsureAsync(generator, route, CheckTimeout, stop).ConfigureAwait(false);
        progress?.Report("measuring the proxy's capacity");
        await MeasureCapacityAsync(stop).ConfigureAwait(false);
        if (_capacityInvalid is not null)
        {
            progress?.Report("the capacity was that of the load generator: once more");
            await MeasureCapacityAsync(stop).ConfigureAwait(false);
        }

        var begin = Time.GetTimestamp();
        for (var taken = TimeSpan.Zero; taken < profile.Duration; taken = Time.GetElapsedTime(begin))
        {
            stop.ThrowIfCancellationRequested();
            _windows.Add(await MeasureAsync(begin, stop).ConfigureAwait(false));
            progress?.Report(Describe(_windows[^1], profile.Duration - Time.GetElapsedTime(begin)));
        }
    }

    private async Task MeasureCapacityAsync(CancellationToken stop)
    {
        var round = new LoadRound(profile.InFlight, profile.WarmUp, profile.CapacityDuring, profile.Drain);
        var rounds = await Watched.MeasureAsync(proxied.Generator, proxied.Route, round, stop).ConfigureAwait(false);
        (_capacity, _capacityInvalid) = (rounds[^1].Measured.RequestsPerSecond, rounds[^1].Measured.Invalid);
        if (rounds[^1].Disturbance is { } disturbance)
            throw HarnessException.Undecided($"nothing was measured: the round for the capacity was disturbed twice; {disturbance}");
        if (_capacity <= 0)
        {
            var kinds = rounds[^1].Measured.Errors.Select(kind => FormattableString.Invariant($"{kind.Value} × {kind.Key}"));
            throw HarnessException.Undecided(
                $"nothing was measured: with {profile.InFlight} requests in flight, {proxied.Route.Target} answered none: "
                + string.Join(", ", kinds.DefaultIfEmpty("nothing came back")));
        }
    }

    private async Task<SoakWindow> MeasureAsync(long begin, CancellationToken stop)
    {
        var before = Time.GetElapsedTime(begin);
        var round = new LoadRound(profile.MostInFlight, profile.WarmUp, profile.Window, profile.Drain)
        {
            Rate = _capacity * profile.Share,
            RunsFirst = true, // on a machine that client and cluster share, the client's lateness would pass for the proxy's
        };
        var watched = await Watched.OnceAsync(proxied.Generator, proxied.Route, round, stop).ConfigureAwait(false);
        var (measured, at) = (watched.Measured, (before + Time.GetElapsedTime(begin)) / 2);
        var beside = _windows.Count % profile.DirectEvery == 0 ? await DirectAsync(stop).ConfigureAwait(false) : default;
        var (look, missing) = await Look(stop).ConfigureAwait(false);
        if (missing is not null && !_missing.Contains(missing))
            _missing.Add(missing);
        return new SoakWindow(
            at.TotalSeconds, measured.Seconds, measured.Requests, measured.RequestsPerSecond, LatencySummary.Known(measured, 0.5),
            LatencySummary.Known(measured, 0.99), measured.Errors, look)
        {
            DirectP50 = beside.P50,
            DirectInvalid = beside.Invalid,
            Invalid = watched.Disturbance ?? measured.Invalid,
            IsDisturbed = watched.Disturbance is not null,
        };
    }

    /// <summary>One request in flight: how fast the machine is, rather than how much it can do.</summary>
    private async Task<(double? P50, string? Invalid)> DirectAsync(CancellationToken stop)
    {
        var round = new LoadRound(1, TimeSpan.Zero, profile.DirectDuring, profile.Drain);
        var measured = await direct.Generator.RunAsync(direct.Route.Target, round, stop).ConfigureAwait(false);
        return measured.Invalid is { } invalid ? (null, invalid) : (LatencySummary.Known(measured, 0.5), null);
    }

    private string Describe(SoakWindow window, TimeSpan left)
    {
        var errors = window.Errors.Values.Sum();
        return FormattableString.Invariant($"{window.RequestsPerSecond:0} of {_capacity * profile.Share:0} requests/s, ")
            + Latency(window)
            + (errors == 0 ? "" : FormattableString.Invariant($", {errors} failed"))
            + (window.Invalid is { } invalid ? $"; does not count: {invalid}" : "")
            + $"; {TimeLeft.Text(left)}";
    }

    private static string Latency(SoakWindow window) => window switch
    {
        { P50: { } p50, P99: { } p99 } => FormattableString.Invariant($"p50 {p50:0.##} ms, p99 {p99:0.##} ms"),
        { P50: { } p50 } => FormattableString.Invariant($"p50 {p50:0.##} ms"),
        { Requests: 0 } => "nothing answered",
        _ => "latency not known",
    };
}
