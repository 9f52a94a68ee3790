using Harness.Results;

namespace Harness.Load.Statistics;

/// <summary>Latencies of one call at one level, block by block, and their quantiles over any draw of the blocks.</summary>
internal sealed class BlockedLatencies
{
    private readonly long[] _microseconds;
    private readonly List<Part> _parts = [];
    private readonly long[] _drawn;

    /// <summary>Takes in rounds.</summary>
    /// <param name="rounds">Block from 0, latencies, and how many calls failed.</param>
    public BlockedLatencies(IReadOnlyList<(int Block, LatencyCounts Latencies, long Failed)> rounds)
    {
        _microseconds = [.. rounds.SelectMany(round => round.Latencies.Pairs.Where((_, i) => i % 2 == 0)).Distinct().Order()];
        _drawn = new long[_microseconds.Length];
        foreach (var (block, latencies, failed) in rounds)
        {
            var buckets = latencies.Pairs.Chunk(2).Select(pair => (Array.BinarySearch(_microseconds, pair[0]), pair[1]));
            _parts.Add(new Part(block, [.. buckets], failed));
        }

        Answered = rounds.Sum(round => round.Latencies.Total);
        Failed = rounds.Sum(round => round.Failed);
    }

    /// <summary>Calls that were answered.</summary>
    public long Answered { get; }

    /// <summary>Calls that were not.</summary>
    public long Failed { get; }

    /// <summary>
    /// The latency in milliseconds that a share of all calls does not exceed, by nearest rank. Calls that failed count as slower than any
    /// that was answered, so that it is infinite where too many did; not a number where no call was made.
    /// </summary>
    /// <param name="quantile">Share above 0 and up to 1.</param>
    /// <param name="times">How often each block was drawn.</param>
    public double Quantile(double quantile, int[] times)
    {
        Array.Clear(_drawn);
        var (answered, all) = (0L, 0L);
        foreach (var part in _parts)
        {
            var weight = times[part.Block];
            all += weight * part.Failed;
            foreach (var (index, count) in part.Buckets)
            {
                _drawn[index] += weight * count;
                answered += weight * count;
            }
        }

        all += answered;
        return all == 0 ? double.NaN : AtRank((long)Math.Ceiling(quantile * all), answered);
    }

    private double AtRank(long rank, long answered)
    {
        if (rank > answered)
            return double.PositiveInfinity;
        var index = 0;
        for (; rank > _drawn[index]; index++)
            rank -= _drawn[index];
        return _microseconds[index] / 1000.0;
    }

    private sealed record Part(int Block, (int Index, long Count)[] Buckets, long Failed);
}
