namespace Harness.Load.Engine;

/// <summary>What one second of a round measured; requests belong to the second in which they ended.</summary>
/// <param name="Second">Seconds from the measurement's start to the interval's start.</param>
/// <param name="Requests">Correctly answered.</param>
/// <param name="FailedRequests">Failed, of every kind.</param>
/// <param name="LatencyCounts">Latencies of the correctly answered.</param>
public sealed record RoundInterval(double Second, long Requests, long FailedRequests, PackedCounts LatencyCounts)
{
    /// <summary>The quantile's latency in milliseconds, by nearest rank; not a number where nothing was answered.</summary>
    /// <param name="quantile">Share above 0 and up to 1.</param>
    public double Milliseconds(double quantile) => LatencyCounts.Milliseconds(Requests, quantile);

    /// <summary>The same second of rounds that ran at the same time, as one.</summary>
    internal static RoundInterval Together(IEnumerable<RoundInterval> parts)
    {
        var all = parts.ToList();
        var counts = new IntervalCounts();
        foreach (var (microseconds, count) in all.SelectMany(part => part.LatencyCounts))
            counts.Record(microseconds, count);
        return new RoundInterval(
            all.Average(part => part.Second), all.Sum(part => part.Requests), all.Sum(part => part.FailedRequests), counts.ToPacked());
    }
}
