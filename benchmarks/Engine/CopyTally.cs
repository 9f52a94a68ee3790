using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>What one copy measured; not shared, so recording takes no lock.</summary>
/// <param name="firstStart">When the copy began its first request, warm-up included.</param>
internal sealed class CopyTally(long firstStart)
{
    private readonly LongHistogram _latencies = Latencies.NewHistogram();
    private readonly Dictionary<string, long> _errors = [];
    private long? _measuredFrom;
    private long _lastEnd;

    public bool IsEmpty => _measuredFrom is null;

    public void Record(long start, long end, StepOutcome outcome, TimeProvider time)
    {
        _measuredFrom ??= start;
        _lastEnd = end;
        if (outcome.ErrorKind is { } kind)
            _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
        else
            Latencies.Record(_latencies, time.GetElapsedTime(start, end));
    }

    public RoundMeasurement ToMeasurement(RoundWindow window, TimeProvider time) =>
        new() { Latencies = _latencies, Errors = _errors, Seconds = Seconds(window, time) };

    /// <summary>
    /// From the first measured request to the last answer. A copy that came late (no thread was free for it) is counted from the
    /// measurement's start: its absence is lost throughput, not a shorter round.
    /// </summary>
    public double Seconds(RoundWindow window, TimeProvider time)
    {
        var from = firstStart < window.MeasureFrom ? _measuredFrom ?? window.MeasureFrom : window.MeasureFrom;
        return time.GetElapsedTime(from, Math.Max(_lastEnd, window.MeasureUntil)).TotalSeconds;
    }
}
