using System.Globalization;
using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Plans;

/// <summary>What a scenario measured, for results and for people.</summary>
internal static class PlannedRound
{
    /// <summary>As results have it.</summary>
    public static PlannedFigures Figures(PlannedScenario scenario, string via, RoundMeasurement round) => new()
    {
        Scenario = scenario.Name,
        Via = via,
        Seconds = round.Seconds,
        Requests = round.Requests,
        RequestsPerSecond = round.RequestsPerSecond,
        Due = round.Due,
        Sent = round.Sent,
        SendLagP99 = round.SendLag is { TotalCount: > 0 } lag ? Latencies.Milliseconds(lag, 0.99) : null,
        Latency = LatencySummary.Of(round.Latencies),
        Errors = round.Errors,
        Connections = round.Connections,
        BytesReceived = round.BytesReceived,
        HasThresholds = scenario.Thresholds.Count > 0,
        Exceeded = round.Stopped,
        Invalid = round.Invalid,
    };

    /// <summary>A line for the terminal.</summary>
    public static string Describe(PlannedFigures one)
    {
        var errors = one.Errors.Values.Sum();
        return string.Create(CultureInfo.InvariantCulture, $"{one.Scenario}: {one.RequestsPerSecond:N0} requests/s")
            + Latency(one, errors)
            + (errors == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {errors} failed"))
            + (one.Disturbed is { } disturbed ? $"; does not count: {disturbed}" : "")
            + (one.Exceeded is { } exceeded ? $"; ended early: {exceeded}" : "")
            + (one.Invalid is { } invalid ? $"; not to be trusted: {invalid}" : "");
    }

    private static string Latency(PlannedFigures one, long failed) => string.Concat(
        new[] { (Name: "p50", Quantile: 0.50, Value: one.Latency.P50), (Name: "p99", Quantile: 0.99, Value: one.Latency.P99) }
            .Where(known => Percentile.IsKnown(known.Quantile, one.Requests, failed))
            .Select(known => string.Create(CultureInfo.InvariantCulture, $", {known.Name} {known.Value:0.###} ms")));
}
