using Harness.Load.Engine;
using Harness.Load.Statistics;
using Harness.Results;
using HdrHistogram;

namespace Harness.Load.Agents;

/// <summary>One way's 99th percentile over another's, from the blocks that have both.</summary>
/// <remarks>
/// Blocks are resampled, and each resample's percentile is that of all its latencies together: a mean of each round's own would be
/// another figure.
/// </remarks>
internal static class TailRatio
{
    private const double Quantile = 0.99;

    /// <summary>Null for fewer blocks than an interval needs, or where so many requests failed that the percentile is unknown.</summary>
    public static Interval? Of(
        IReadOnlyList<(int Block, RoundMeasurement Measured)> of, IReadOnlyList<(int Block, RoundMeasurement Measured)> against, int seed)
    {
        var pairs = of.Join(against, one => one.Block, other => other.Block, (one, other) => (Of: one.Measured, Against: other.Measured))
            .ToList();
        if (pairs.Count < PairedBootstrap.FewestPairs)
            return null;
        var (upper, lower) = (Latencies(pairs.Select(pair => pair.Of)), Latencies(pairs.Select(pair => pair.Against)));
        var estimate = Ratio(BlockBootstrap.Once(pairs.Count));
        if (!double.IsFinite(estimate))
            return null;
        var sorted = BlockBootstrap.Sorted(pairs.Count, seed, Ratio);
        var (low, high) = BlockBootstrap.Bounds(sorted, pairs.Count);
        return double.IsFinite(high) ? new Interval(estimate, low, high) : null;

        double Ratio(int[] times) => upper.Quantile(Quantile, times) / lower.Quantile(Quantile, times);
    }

    private static BlockedLatencies Latencies(IEnumerable<RoundMeasurement> rounds) =>
        new([.. rounds.Select((round, block) => (block, Counts(round.Latencies), round.FailedRequests))]);

    private static LatencyCounts Counts(HistogramBase histogram) => new(
        [.. histogram.RecordedValues().SelectMany(value => new[]
            { histogram.HighestEquivalentValue(value.ValueIteratedTo), value.CountAtValueIteratedTo })]);
}
