using System.Numerics;

namespace Harness.Load.Engine;

/// <summary>
/// A small histogram of microseconds, to within 0.8 %: quick to read and to empty, so that a loop can do it every second between
/// two requests. What is reported for a whole round comes from the finer one of <see cref="Latencies"/>.
/// </summary>
internal sealed class IntervalCounts
{
    private const int BitsOfSub = 7;
    private const int Subs = 1 << BitsOfSub;
    private const int Size = 20 * Subs;
    private readonly int[] _counts = new int[Size];

    /// <summary>How many were recorded.</summary>
    public long Total { get; private set; }

    /// <summary>Records one, or several alike; more than a minute counts as a minute.</summary>
    public void Record(long microseconds, int count = 1)
    {
        Total += count;
        _counts[IndexOf(Math.Clamp(microseconds, 0, Latencies.LongestMicroseconds))] += count;
    }

    /// <summary>Adds another's counts to these.</summary>
    public void Add(IntervalCounts other)
    {
        Total += other.Total;
        for (var index = 0; index < Size; index++)
            _counts[index] += other._counts[index];
    }

    /// <summary>As new.</summary>
    public void Clear()
    {
        Total = 0;
        Array.Clear(_counts);
    }

    /// <summary>The quantile by nearest rank, in milliseconds; not a number where nothing was recorded.</summary>
    public double Milliseconds(double quantile) => ToPacked().Milliseconds(Total, quantile);

    /// <summary>A copy, in little memory.</summary>
    public PackedCounts ToPacked() => PackedCounts.Of(_counts);

    /// <summary>The largest value that shares a bucket with this smallest one.</summary>
    public static long Highest(long lowest) => ValueOf(IndexOf(lowest) + 1) - 1;

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - BitsOfSub);
        return (shift * Subs) + (int)(value >> shift);
    }

    /// <summary>The smallest value of the bucket at a place.</summary>
    public static long ValueOf(int index)
    {
        var shift = Math.Max(0, (index / Subs) - 1);
        return (long)(index - (shift * Subs)) << shift;
    }
}
