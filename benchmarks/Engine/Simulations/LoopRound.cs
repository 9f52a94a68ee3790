namespace Harness.Load.Engine;

/// <summary>One loop's part of a round: starts what is due, ends what takes too long, and has it recorded.</summary>
internal sealed class LoopRound : ITurn
{
    private const long TurnsPerSecond = 100;
    private readonly EventLoop _loop;
    private readonly TimeProvider _time;
    private readonly LoadScenario _scenario;
    private readonly RoundStop _stop;
    private readonly long _stepTimeout;
    private readonly List<LoadSegment> _segments;
    private readonly CopyPool _copies;
    private readonly TaskCompletionSource _ended = new();
    private readonly RoundRecord _record;
    private readonly bool _isOneClosedLoop;
    private RoundWindow _window;
    private int _segment;
    private bool _isMovingOn;
    private bool _isOver;

    /// <summary>Nothing begins before <see cref="StartAsync"/>.</summary>
    public LoopRound(
        EventLoop loop, TimeProvider time, LoadScenario scenario, IReadOnlyList<LoadSimulation> simulations, RoundWindow window,
        RoundStop stop, LoopShare share)
    {
        (_loop, _time, _scenario, _window, _stop) = (loop, time, scenario, window, stop);
        _stepTimeout = (long)(scenario.StepTimeout.TotalSeconds * time.TimestampFrequency);
        _copies = new CopyPool(share.Part(scenario.MaxCopies), () => new Copy(this, loop, scenario.CreateStep(loop)));
        _segments = LoadSegment.Of(simulations, window, window.Begin, share, time.TimestampFrequency);
        _isOneClosedLoop = simulations is [ClosedLoad { IsRamp: false }];
        _record = new RoundRecord(loop, time, window, _isOneClosedLoop);
    }

    /// <summary>The clock.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>When deadlines are looked at next: steps that never wait have to let that happen.</summary>
    public long NextLook { get; private set; } = long.MinValue;

    private LoadSegment? Segment => _segment < _segments.Count ? _segments[_segment] : null;

    /// <summary>From the warm-up to the last answer; all connections are closed at the end.</summary>
    public Task<RoundMeasurement> StartAsync() => _loop.RunAsync(RunAsync);

    /// <summary>Looks at once whether the round was interrupted; from any thread.</summary>
    public void Interrupt() => _loop.Post(() =>
    {
        NextLook = long.MinValue;
        Take(Now);
    });

    private async ValueTask<RoundMeasurement> RunAsync()
    {
        _loop.Conduct(this);
        try
        {
            await _ended.Task.ConfigureAwait(false);
            await _loop.YieldAsync().ConfigureAwait(false); // the last copy is just about to rest
            return _record.ToMeasurement(_copies.All, _window, _stop.Reason);
        }
        finally
        {
            _loop.Conduct(null);
            _copies.CloseAll();
        }
    }

    /// <inheritdoc/>
    public long Take(long now)
    {
        try
        {
            if (now >= NextLook)
                Look(now);
            MoveOn(now);
            if (!_isOver)
                Begin(now);
        }
        catch (Exception failure)
        {
            Fail(failure); // a step that could not be made, or a threshold's own mistake
        }

        if (_isOver && _copies.Busy == 0)
            _ended.TrySetResult();
        var next = Math.Min(NextLook, Segment?.Until ?? long.MaxValue);
        return Segment is OpenSegment { NextDue: var due } && _copies.HasFree ? Math.Min(next, due) : next;
    }

    /// <summary>A request ended.</summary>
    public void Ended(Copy copy, long end, StepOutcome outcome)
    {
        copy.GiveUpAt = long.MaxValue;
        if (_stop.IsInterrupted)
            return;
        if (end >= _window.GiveUpAt)
            outcome = StepOutcome.Failed(ErrorKinds.Unfinished);
        else if (end - copy.Start >= _stepTimeout)
            outcome = StepOutcome.Failed(ErrorKinds.Timeout);
        // A request of the warm-up is dropped, unless it used up the whole round, which must not look like a quiet one.
        if (copy.Due >= _window.MeasureFrom || end >= _window.GiveUpAt)
            _record.Ended(copy, end, outcome);
    }

    /// <summary>Whether the copy, free since just now, has another request to make; if so, its times are set.</summary>
    public bool WantsAnother(Copy copy, long now)
    {
        if (_stop.IsInterrupted || now >= _window.GiveUpAt)
            return false;
        MoveOn(now);
        switch (Segment)
        {
            // One clock reading for both: the time between requests belongs to the next one, so none is lost.
            case ClosedSegment closed when _copies.Busy <= closed.CopiesAt(now):
            // At least one measured request for each copy, also when the warm-up's last one outlasted the measured time.
            case null when _isOneClosedLoop && copy.MeasuredFrom is null && _stop.Reason is null:
                copy.Set(now, now, Limit(now));
                return true;
            case OpenSegment open when open.NextDue <= now:
                _record.Sent(open.NextDue, now, hadToWait: !_copies.HasFree);
                copy.Set(open.NextDue, now, Limit(now));
                open.MoveOn();
                return true;
            default:
                return false;
        }
    }

    /// <summary>The copy has nothing to do.</summary>
    public void Rests(Copy copy)
    {
        _copies.Return(copy);
        if (_isOver && _copies.Busy == 0)
            _ended.TrySetResult();
        if (Segment is OpenSegment open)
            _loop.CallBy(open.NextDue); // it was not called for what is due while no copy was free
    }

    /// <summary>Somebody's own mistake: the round ends with it, once the requests in flight have ended.</summary>
    public void Fail(Exception failure)
    {
        _stop.Fail(failure);
        Interrupt();
    }

    /// <summary>What is looked at now and then: deadlines, thresholds, interruption.</summary>
    private void Look(long now)
    {
        NextLook = now + (_time.TimestampFrequency / TurnsPerSecond);
        _record.Look(now, _copies.Busy);
        if (_record.Exceeded(_scenario.Thresholds) is { } exceeded)
            _stop.Because(exceeded);
        if (!_isOver && (_stop.IsInterrupted || _stop.Reason is not null))
            Stop(now);
        for (var index = 0; index < _copies.All.Count; index++)
        {
            var copy = _copies.All[index];
            if (now >= copy.GiveUpAt || (_stop.IsInterrupted && copy.GiveUpAt != long.MaxValue))
                copy.Expire();
        }
    }

    private void Stop(long now)
    {
        _segment = _segments.Count;
        _isOver = true;
        _window = _window with { MeasureUntil = Math.Min(_window.MeasureUntil, now) };
    }

    /// <summary>To the simulation of this time; what the last one left unsent is an error, except in the warm-up.</summary>
    private void MoveOn(long now)
    {
        // A step that ends at once asks for the next request in here.
        if (_isMovingOn)
            return;
        _isMovingOn = true;
        while (Segment is { } segment && now >= segment.Until)
        {
            if (segment is OpenSegment open)
            {
                Begin(now);
                var left = open.Drop();
                if (left > 0 && segment.From >= _window.MeasureFrom)
                    _record.NotSent(left);
            }

            _segment++;
        }

        _isOver |= Segment is null;
        _isMovingOn = false;
    }

    private void Begin(long now)
    {
        switch (Segment)
        {
            case ClosedSegment closed:
                for (var missing = closed.CopiesAt(now) - _copies.Busy; missing > 0; missing--)
                    _copies.TakeNewUpTo(closed.CopiesAt(now)).Begin(now, now, Limit(now));
                break;
            case OpenSegment open:
                for (; open.NextDue <= now && _copies.HasFree; now = Now)
                {
                    var due = open.NextDue;
                    open.MoveOn();
                    _record.Sent(due, now, hadToWait: false);
                    _copies.TakeIdleOrNew().Begin(due, now, Limit(now));
                }

                break;
        }
    }

    private long Limit(long now) => Math.Min(now + _stepTimeout, _window.GiveUpAt);
}
