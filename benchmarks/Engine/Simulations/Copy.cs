namespace Harness.Load.Engine;

/// <summary>
/// One copy of a scenario, with its step and so with its connection: idle, or busy with requests that follow one another. One
/// asynchronous method lives as long as the copy, so that a request allocates nothing.
/// </summary>
internal sealed class Copy : IDisposable
{
    private const int MostWithoutPause = 64;
    private readonly LoopRound _round;
    private readonly EventLoop _loop;
    private readonly IStep _step;
    private readonly LoopOperation<bool> _work = new();
    private readonly LoopOperation<bool> _pause = new();
    private readonly Action _goOn;
    private CancellationTokenSource _deadline = new();

    /// <summary>Idle.</summary>
    public Copy(LoopRound round, EventLoop loop, IStep step)
    {
        _round = round;
        _loop = loop;
        _step = step;
        _goOn = () => _pause.Complete(true);
    }

    /// <summary>When its first request of all began.</summary>
    public long? FirstStart { get; private set; }

    /// <summary>When its first measured request began.</summary>
    public long? MeasuredFrom { get; set; }

    /// <summary>When its last measured request ended.</summary>
    public long LastEnd { get; set; }

    /// <summary>When the request that it is busy with was due.</summary>
    public long Due { get; private set; }

    /// <summary>When that request was sent.</summary>
    public long Start { get; private set; }

    /// <summary>When it is ended without an answer.</summary>
    public long GiveUpAt { get; set; } = long.MaxValue;

    /// <summary>
    /// Until it is disposed of: one request after the other, as long as the round wants another at once, and then a rest. It is all in
    /// one method, as each further one would be an object for each request.
    /// </summary>
    public async Task RunAsync()
    {
        while (await _work.Begin().ConfigureAwait(false))
        {
            var withoutPause = 0;
            long end;
            do
            {
                var outcome = StepOutcome.Failed(ErrorKinds.Timeout);
                try
                {
                    FirstStart ??= Start;
                    var request = RequestAsync();
                    withoutPause = request.IsCompleted ? withoutPause + 1 : 0;
                    outcome = await request.ConfigureAwait(false);
                }
                catch (Exception failure)
                {
                    // What the deadline ended is a timeout; a step has no other exception.
                    if (failure is not OperationCanceledException || !_deadline.IsCancellationRequested)
                        _round.Fail(failure);
                }

                end = _round.Now;
                if (!_loop.IsCurrent)
                    await _loop.EnterAsync();
                _round.Ended(this, end, outcome);
                if (withoutPause >= MostWithoutPause || (withoutPause > 0 && end >= _round.NextLook))
                {
                    withoutPause = 0;
                    await PauseAsync().ConfigureAwait(false);
                }
            }
            while (_round.WantsAnother(this, end));

            _round.Rests(this);
        }
    }

    /// <summary>The next request's times.</summary>
    public void Set(long due, long start, long giveUpAt) => (Due, Start, GiveUpAt) = (due, start, giveUpAt);

    /// <summary>Begins with a request. Only when idle.</summary>
    public void Begin(long due, long start, long giveUpAt)
    {
        Set(due, start, giveUpAt);
        _work.Complete(true);
    }

    /// <summary>Ends the request: its time is over, or the round is.</summary>
    public void Expire()
    {
        GiveUpAt = long.MaxValue;
        _deadline.Cancel();
    }

    /// <summary>Only when idle.</summary>
    public void Dispose()
    {
        _work.Complete(false);
        _step.Dispose();
        _deadline.Dispose();
    }

    private ValueTask<bool> PauseAsync()
    {
        var pause = _pause.Begin();
        _loop.Post(_goOn);
        return pause;
    }

    private ValueTask<StepOutcome> RequestAsync()
    {
        if (_deadline.IsCancellationRequested)
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }

        return _step.RunAsync(_deadline.Token);
    }
}
