namespace Harness.Load.Engine;

/// <summary>One round on the clock, in the time provider's timestamps.</summary>
/// <param name="Begin">The warm-up's start.</param>
/// <param name="MeasureFrom">The warm-up's end.</param>
/// <param name="MeasureUntil">When no copy begins another request.</param>
/// <param name="GiveUpAt">When requests still in flight are no longer awaited.</param>
internal readonly record struct RoundWindow(long Begin, long MeasureFrom, long MeasureUntil, long GiveUpAt)
{
    /// <summary>A round that begins now.</summary>
    public static RoundWindow StartingNow(TimeProvider time, TimeSpan warmUp, TimeSpan during, TimeSpan drain)
    {
        var begin = time.GetTimestamp();
        var from = begin + Ticks(time, warmUp);
        var until = from + Ticks(time, during);
        return new RoundWindow(begin, from, until, until + Ticks(time, drain));
    }

    private static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
