using Harness.Load.Engine;

namespace Harness.Load.Tests.Support;

internal static class Packed
{
    /// <summary>Latencies of a second: microseconds and how many.</summary>
    public static PackedCounts Of(params IEnumerable<(int Microseconds, int Count)> latencies)
    {
        var counts = new IntervalCounts();
        foreach (var (microseconds, count) in latencies)
            counts.Record(microseconds, count);
        return counts.ToPacked();
    }
}
