using System.Collections;
using System.Text.Json.Serialization;

namespace Harness.Load.Engine;

/// <summary>
/// Latencies of one second: a bucket's smallest value in microseconds with its count, rising. A bucket is 0.8 % wide at most. Kept as
/// distances between buckets and counts of one byte or two each: a round has as many of these as it has seconds.
/// </summary>
[JsonConverter(typeof(PackedCountsConverter))]
public sealed class PackedCounts : IEnumerable<(int Microseconds, int Count)>
{
    private const int PayloadBits = 7;
    private const int More = 1 << PayloadBits;
    private readonly byte[] _packed;

    private PackedCounts(byte[] packed) => _packed = packed;

    /// <inheritdoc/>
    public IEnumerator<(int Microseconds, int Count)> GetEnumerator()
    {
        for (var (place, index) = (0, 0); place < _packed.Length;)
        {
            index += Next(ref place);
            yield return ((int)IntervalCounts.ValueOf(index), Next(ref place));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The quantile's latency in milliseconds, by nearest rank; not a number where nothing was answered.</summary>
    /// <param name="total">How many there are.</param>
    /// <param name="quantile">Share above 0 and up to 1.</param>
    internal double Milliseconds(long total, double quantile)
    {
        var rank = (long)Math.Ceiling(quantile * total);
        foreach (var (microseconds, count) in this)
        {
            rank -= count;
            if (rank <= 0)
                return IntervalCounts.Highest(microseconds) / 1000.0;
        }

        return double.NaN;
    }

    /// <summary>The counts of buckets, by their places.</summary>
    internal static PackedCounts Of(ReadOnlySpan<int> counts)
    {
        var length = Pack(counts, []);
        var packed = new byte[length];
        Pack(counts, packed);
        return new PackedCounts(packed);
    }

    /// <summary>Packs into a buffer that is large enough, or only counts the bytes where it is empty.</summary>
    private static int Pack(ReadOnlySpan<int> counts, Span<byte> packed)
    {
        var (length, last) = (0, 0);
        for (var index = 0; index < counts.Length; index++)
        {
            if (counts[index] == 0)
                continue;
            Add(packed, ref length, index - last);
            Add(packed, ref length, counts[index]);
            last = index;
        }

        return length;
    }

    private static void Add(Span<byte> packed, ref int length, int number)
    {
        for (var left = (uint)number; ; left >>= PayloadBits)
        {
            var isLast = left < More;
            if (packed.Length > 0)
                packed[length] = (byte)(isLast ? left : left | More);
            length++;
            if (isLast)
                return;
        }
    }

    private int Next(ref int place)
    {
        for (var (number, shift) = (0, 0); ; shift += PayloadBits)
        {
            var part = _packed[place++];
            number |= (part & (More - 1)) << shift;
            if (part < More)
                return number;
        }
    }
}
