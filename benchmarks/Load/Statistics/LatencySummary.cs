using Harness.Load.Engine;
using Harness.Results;
using HdrHistogram;

namespace Harness.Load.Statistics;

/// <summary>Percentiles of a histogram, as results have them.</summary>
internal static class LatencySummary
{
    /// <summary>In milliseconds; all 0 where nothing was answered.</summary>
    public static LatencyFigures Of(HistogramBase latencies)
    {
        return latencies.TotalCount == 0 ? new LatencyFigures(0, 0, 0, 0) : new LatencyFigures(At(0.50), At(0.90), At(0.99), At(1));

        double At(double quantile) => Latencies.Milliseconds(latencies, quantile);
    }

    /// <summary>A percentile of a round in milliseconds; null where too few were answered for it, or too many failed.</summary>
    public static double? Known(RoundMeasurement round, double quantile) =>
        Percentile.IsKnown(quantile, round.Requests, round.FailedRequests) ? Latencies.Milliseconds(round.Latencies, quantile) : null;

    /// <summary>As they were counted; none for null.</summary>
    public static LatencyCounts Counts(HistogramBase? latencies) => new([.. (latencies?.RecordedValues() ?? []).SelectMany(value => new[]
    {
        latencies!.LowestEquivalentValue(value.ValueIteratedTo), value.CountAtValueIteratedTo,
    })]);
}
