namespace Harness.Load.Engine;

/// <summary>How long a round was.</summary>
internal static class RoundSeconds
{
    /// <summary>Measured seconds.</summary>
    /// <param name="copies">All copies, at rest.</param>
    /// <param name="window">The round.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="isOneClosedLoop">Whether the copies were the same all the time, each busy with one request after the other.</param>
    public static double Of(IReadOnlyList<Copy> copies, RoundWindow window, TimeProvider time, bool isOneClosedLoop)
    {
        if (!isOneClosedLoop || copies.Count == 0)
            return time.GetElapsedTime(window.MeasureFrom, window.MeasureUntil).TotalSeconds;
        // Each copy ends with its own last answer, so each has its own length. The mean makes requests/s unbiased: no copy's
        // waiting for the slowest is counted, and a stalled round is as long as its stall.
        return copies.Average(copy => Seconds(copy, window, time));
    }

    /// <summary>
    /// From the first measured request to the last answer. A copy that came late is counted from the measurement's start: its absence
    /// is lost throughput, not a shorter round.
    /// </summary>
    private static double Seconds(Copy copy, RoundWindow window, TimeProvider time)
    {
        var from = copy.FirstStart < window.MeasureFrom ? copy.MeasuredFrom ?? window.MeasureFrom : window.MeasureFrom;
        return time.GetElapsedTime(from, Math.Max(copy.LastEnd, window.MeasureUntil)).TotalSeconds;
    }
}
