namespace Harness.Load.Engine;

/// <summary>What one loop's part of a round recorded, and the engine's own share in it.</summary>
internal sealed class RoundRecord
{
    private readonly EventLoop _loop;
    private readonly TimeProvider _time;
    private readonly RoundWindow _planned;
    private readonly bool _isOneClosedLoop;
    private readonly Tally _tally;
    private readonly LoopTraffic _atFirst;
    private LoopTraffic _atStart;
    private ThreadTimes _timesAtStart;
    private long _waitedAtStart;
    private long _startedAt = long.MaxValue;
    private EngineUse? _use;
    private long _intervalEnd;
    private long _sent;
    private long _due;
    private long _queued;
    private long _ticksInFlight;
    private double _looks;
    private double _busyAtLooks;
    private bool _isNewSecond;

    public RoundRecord(EventLoop loop, TimeProvider time, RoundWindow window, bool isOneClosedLoop)
    {
        (_loop, _time, _planned, _isOneClosedLoop) = (loop, time, window, isOneClosedLoop);
        _tally = new Tally(time.TimestampFrequency / 1e6);
        _atFirst = loop.Traffic;
        _intervalEnd = window.MeasureFrom + time.TimestampFrequency;
    }

    /// <summary>A measured request ended.</summary>
    public void Ended(Copy copy, long end, StepOutcome outcome)
    {
        copy.MeasuredFrom ??= copy.Start;
        copy.LastEnd = end;
        _ticksInFlight += end - copy.Start;
        if (outcome.ErrorKind is { } kind)
            _tally.Failed(kind);
        else
            _tally.Answered(end - copy.Due);
    }

    /// <summary>A request that was due is sent.</summary>
    /// <param name="due">When it was due.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="hadToWait">Whether no copy was free until now: that is not the engine's lateness.</param>
    public void Sent(long due, long now, bool hadToWait)
    {
        if (due < _planned.MeasureFrom)
            return;
        _due++;
        _sent++;
        if (hadToWait)
            _queued++;
        else
            _tally.Lagged(now - due);
    }

    /// <summary>Requests that were due and never sent.</summary>
    public void NotSent(long count)
    {
        _due += count;
        _tally.Failed(ErrorKinds.NotSent, count);
    }

    /// <summary>Called every few milliseconds.</summary>
    public void Look(long now, int busy)
    {
        _isNewSecond = false;
        if (now >= _planned.MeasureFrom && _startedAt == long.MaxValue)
            Start(now);
        if (now >= _planned.MeasureFrom && now < _planned.MeasureUntil)
        {
            _looks++;
            _busyAtLooks += busy;
        }

        if (now >= _planned.MeasureUntil && _use is null)
            _use = Use(now);
        while (now >= _intervalEnd && _intervalEnd <= _planned.MeasureUntil)
            EndInterval();
    }

    /// <summary>The name of the first of these that is exceeded; looked at after the look that ended a second.</summary>
    public string? Exceeded(IReadOnlyList<LoadThreshold> thresholds) =>
        _isNewSecond && thresholds.Count > 0 ? FirstExceeded(thresholds, _tally.SoFar) : null;

    /// <summary>The whole.</summary>
    public RoundMeasurement ToMeasurement(IReadOnlyList<Copy> copies, RoundWindow window, string? stopped)
    {
        var now = _time.GetTimestamp();
        if (_startedAt == long.MaxValue)
            Start(now);
        var use = _use ?? Use(now);
        EndInterval(); // the last answers'
        var traffic = _loop.Traffic - _atStart;
        return new RoundMeasurement
        {
            Latencies = _tally.Latencies,
            Errors = _tally.Errors.OrderBy(error => error.Key, StringComparer.Ordinal).ToDictionary(),
            Seconds = RoundSeconds.Of(copies, window, _time, _isOneClosedLoop),
            Due = _due,
            Sent = _sent,
            Queued = _queued,
            SendLag = _due > 0 ? _tally.SendLag : null,
            InFlight = _looks > 0 ? _busyAtLooks / _looks : 0,
            SecondsInFlight = _ticksInFlight / (double)_time.TimestampFrequency,
            Connections = (_loop.Traffic - _atFirst).Connections,
            BytesSent = traffic.BytesSent,
            BytesReceived = traffic.BytesReceived,
            Engine = use,
            Intervals = _tally.Intervals,
            Stopped = stopped,
        };
    }

    // By itself: what its lambda holds would be allocated at every look.
    private static string? FirstExceeded(IReadOnlyList<LoadThreshold> thresholds, RoundSoFar soFar) =>
        thresholds.FirstOrDefault(threshold => threshold.IsExceeded(soFar))?.Name;

    private void Start(long now)
    {
        _startedAt = now;
        _atStart = _loop.Traffic;
        _timesAtStart = ThreadTimes.Now();
        _waitedAtStart = _loop.Waited;
    }

    private EngineUse Use(long now)
    {
        var times = ThreadTimes.Now();
        var seconds = _time.GetElapsedTime(_startedAt, now).TotalSeconds;
        if (seconds <= 0)
            return new EngineUse(0, 0, 0);
        var waited = _time.GetElapsedTime(_waitedAtStart, _loop.Waited).TotalSeconds;
        return new EngineUse(
            Math.Clamp(1 - (waited / seconds), 0, 1),
            Math.Max(0, times.Ran - _timesAtStart.Ran), // unknown where the process has no file handle left
            Math.Clamp((times.Starved - _timesAtStart.Starved) / seconds, 0, 1));
    }

    private void EndInterval()
    {
        _tally.EndInterval(_time.GetElapsedTime(_planned.MeasureFrom, _intervalEnd - _time.TimestampFrequency).TotalSeconds);
        _intervalEnd += _time.TimestampFrequency;
        _isNewSecond = true;
    }
}
