using Harness.Load.Engine;
using Harness.Results;
using HdrHistogram;

namespace Harness.Load.Statistics;

/// <summary>Percentiles of a histogram, as results have them.</summary>
internal static class LatencySummary
{
    private static readonly double[] Curve = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];

    /// <summary>In milliseconds; all 0 where nothing was answered.</summary>
    public static LatencyFigures Of(HistogramBase latencies)
    {
        if (latencies.TotalCount == 0)
            return new LatencyFigures(0, 0, 0, 0);
        // Beyond that, a percentile is the largest value under another name.
        var known = Curve.Where(quantile => latencies.TotalCount >= Percentile.Fewest(quantile));
        return new LatencyFigures(At(0.50), At(0.90), At(0.99), At(1))
        {
            Percentiles = [.. known.Select(quantile => new LatencyPercentile(quantile, At(quantile)))],
        };

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
