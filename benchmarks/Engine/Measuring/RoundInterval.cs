namespace Harness.Load.Engine;

/// <summary>What one second of a round measured; requests belong to the second in which they ended.</summary>
/// <param name="Second">Seconds from the measurement's start to the interval's start.</param>
/// <param name="Requests">Correctly answered.</param>
/// <param name="FailedRequests">Failed, of every kind.</param>
/// <param name="LatencyCounts">
/// Latencies of the correctly answered: a bucket's smallest value in microseconds, its count, the next bucket's value, its count, and so
/// on, rising. A bucket is 0.8 % wide at most.
/// </param>
public sealed record RoundInterval(double Second, long Requests, long FailedRequests, IReadOnlyList<int> LatencyCounts)
{
    /// <summary>The quantile's latency in milliseconds, by nearest rank; not a number where nothing was answered.</summary>
    /// <param name="quantile">Share above 0 and up to 1.</param>
    public double Milliseconds(double quantile) => Milliseconds(LatencyCounts, Requests, quantile);

    /// <summary>The same second of rounds that ran at the same time, as one.</summary>
    internal static RoundInterval Together(IEnumerable<RoundInterval> parts)
    {
        var all = parts.ToList();
        var counts = all.SelectMany(part => part.LatencyCounts.Chunk(2)).GroupBy(pair => pair[0]).OrderBy(bucket => bucket.Key)
            .SelectMany(bucket => new[] { bucket.Key, bucket.Sum(pair => pair[1]) });
        return new RoundInterval(
            all.Average(part => part.Second), all.Sum(part => part.Requests), all.Sum(part => part.FailedRequests), [.. counts]);
    }

    internal static double Milliseconds(IReadOnlyList<int> counts, long total, double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * total);
        for (var index = 0; index < counts.Count; index += 2)
        {
            rank -= counts[index + 1];
            if (rank <= 0)
                return IntervalCounts.Highest(counts[index]) / 1000.0;
        }

        return double.NaN;
    }
}
