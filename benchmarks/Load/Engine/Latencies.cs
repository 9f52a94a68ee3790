using Harness.Results;
using HdrHistogram;

namespace Harness.Load;

/// <summary>Latency histograms in microseconds: three significant digits up to a minute.</summary>
public static class Latencies
{
    private const long LongestMicroseconds = 60_000_000;
    private const int SignificantDigits = 3;

    /// <summary>An empty histogram; all histograms made here can be merged.</summary>
    public static LongHistogram NewHistogram() => new(1, LongestMicroseconds, SignificantDigits);

    /// <summary>Records one latency, rounded to microseconds; more than a minute counts as a minute.</summary>
    public static void Record(HistogramBase histogram, TimeSpan latency)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var microseconds = (latency.Ticks + (TimeSpan.TicksPerMicrosecond / 2)) / TimeSpan.TicksPerMicrosecond;
        histogram.RecordValue(Math.Min(microseconds, LongestMicroseconds));
    }

    /// <summary>A histogram of counts by upper bound in microseconds, as another program measured them.</summary>
    public static LongHistogram FromBuckets(IEnumerable<(long UpperBound, long Count)> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        var histogram = NewHistogram();
        foreach (var (upperBound, count) in buckets)
            histogram.RecordValueWithCount(Math.Clamp(upperBound, 1, LongestMicroseconds), count);
        return histogram;
    }

    /// <summary>One histogram with the counts of all.</summary>
    public static LongHistogram Merge(IEnumerable<HistogramBase> histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        var merged = NewHistogram();
        foreach (var histogram in histograms)
            merged.Add(histogram);
        return merged;
    }

    /// <summary>Percentiles in milliseconds, by nearest rank to three significant digits; all 0 for an empty histogram.</summary>
    public static LatencyFigures Figures(HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return histogram.TotalCount == 0
            ? new LatencyFigures(0, 0, 0, 0)
            : new LatencyFigures(Milliseconds(0.50), Milliseconds(0.90), Milliseconds(0.99), Milliseconds(1));

        double Milliseconds(double quantile) => AtQuantile(histogram, quantile) / 1000.0;
    }

    /// <summary>
    /// Nearest rank: the smallest value that at least this share of the latencies does not exceed. The library's own
    /// GetValueAtPercentile rounds the rank instead, which for few latencies calls the second largest of eight the 90th percentile.
    /// </summary>
    private static long AtQuantile(HistogramBase histogram, double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * histogram.TotalCount);
        return histogram.HighestEquivalentValue(
            histogram.RecordedValues().First(value => value.TotalCountToThisValue >= rank).ValueIteratedTo);
    }
}
