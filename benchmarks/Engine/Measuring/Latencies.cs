using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>Latency histograms in microseconds: three significant digits up to a minute.</summary>
public static class Latencies
{
    internal const long LongestMicroseconds = 60_000_000;
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

    /// <summary>One histogram with the counts of all.</summary>
    public static LongHistogram Merge(IEnumerable<HistogramBase> histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        var merged = NewHistogram();
        foreach (var histogram in histograms)
            merged.Add(histogram);
        return merged;
    }

    /// <summary>
    /// The smallest latency in milliseconds that at least this share of all does not exceed (nearest rank), to three significant
    /// digits; not a number for an empty histogram.
    /// </summary>
    /// <remarks>
    /// The library's own GetValueAtPercentile rounds the rank instead, which for few latencies calls the second largest of eight the
    /// 90th percentile.
    /// </remarks>
    /// <param name="histogram">Latencies in microseconds.</param>
    /// <param name="quantile">Share above 0 and up to 1; 0.5 is the median, 1 the largest.</param>
    public static double Milliseconds(HistogramBase histogram, double quantile)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (histogram.TotalCount == 0)
            return double.NaN;
        var rank = (long)Math.Ceiling(quantile * histogram.TotalCount);
        var value = histogram.RecordedValues().First(value => value.TotalCountToThisValue >= rank).ValueIteratedTo;
        return histogram.HighestEquivalentValue(value) / 1000.0;
    }
}
