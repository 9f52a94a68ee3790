using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>From the engine's measurements to the records that results keep.</summary>
internal static class SideEffectRounds
{
    /// <summary>An ordinary call in a round.</summary>
    public static CallRound Of(OrdinaryCall call, RoundMeasurement measured) => new(
        call.Name,
        LatencySummary.Counts(measured.Latencies),
        measured.Errors,
        LatencySummary.Counts(measured.SendLag));

    /// <summary>Proxied load at a rate.</summary>
    public static ProxiedLoad Of(RoundMeasurement measured) => new(
        measured.Seconds, measured.Due, measured.Sent, measured.Requests, measured.Errors, At(measured, 0.5), At(measured, 0.99));

    /// <summary>
    /// What speaks against a round: the load's own reason. The calls' is their lateness, which is judged where there are enough of them for
    /// a percentile; here only whether they had a processor at all.
    /// </summary>
    public static string? Invalid(RoundMeasurement? load, IEnumerable<(OrdinaryCall Call, RoundMeasurement Measured)> calls)
    {
        var reasons = calls.Select(one => Starved(one.Measured) is { } reason ? $"{one.Call.Name}: {reason}" : null)
            .Prepend(load is null ? null : LoadHolds.Not(load) is { } reason ? $"load: {reason}" : null).OfType<string>().ToList();
        return reasons.Count > 0 ? string.Join("; ", reasons) : null;
    }

    private static string? Starved(RoundMeasurement call) =>
        RoundValidity.Judge(call with { Due = 0, InFlight = 0, SendLag = null });

    private static double At(RoundMeasurement measured, double quantile) =>
        measured.Requests > 0 ? Latencies.Milliseconds(measured.Latencies, quantile) : 0;
}
