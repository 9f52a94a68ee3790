using System.Numerics;

namespace HelloApp.Load;

/// <summary>
/// Counts of latencies in microseconds, in buckets that grow with the value: 128 to each power of two, so that a bucket's
/// upper bound is off by less than 1/128. The scheme is that of HdrHistogram, without its package in the image.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 7;
    private const int SubBuckets = 1 << SubBucketBits;

    // Up to 2^36 µs, 19 hours: longer than any run.
    private readonly long[] _counts = new long[(36 - SubBucketBits + 1) * SubBuckets];

    /// <summary>The largest value recorded, exactly.</summary>
    public long Max { get; private set; }

    public void Record(long micros)
    {
        var value = Math.Max(0, micros);
        Max = Math.Max(Max, value);
        _counts[Math.Min(IndexOf(value), _counts.Length - 1)]++;
    }

    public void Add(LatencyHistogram other)
    {
        Max = Math.Max(Max, other.Max);
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }

    /// <summary>Pairs of largest value in the bucket and count, of the buckets that are not empty, in rising order.</summary>
    public long[][] Pairs() => [.. _counts.Index().Where(b => b.Item > 0).Select(b => new[] { UpperBound(b.Index), b.Item })];

    private static int IndexOf(long value)
    {
        if (value < SubBuckets)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - SubBucketBits;
        return (shift * SubBuckets) + (int)(value >> shift);
    }

    private static long UpperBound(int index)
    {
        if (index < SubBuckets)
            return index;
        var shift = (index / SubBuckets) - 1;
        return ((index - (shift * SubBuckets) + 1L) << shift) - 1;
    }
}
