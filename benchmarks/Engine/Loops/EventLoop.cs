using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Harness.Load.Engine;

/// <summary>
/// One thread that drives many connections: it waits until a socket can go on, and runs what awaits it at once, without a hop to
/// another thread and without a timer. Steps over it (<see cref="HttpStep"/>) run on this thread alone.
/// </summary>
public sealed class EventLoop : IDisposable
{
    private const long LongestWait = 10_000_000;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly TimeProvider _time;
    private readonly double _nanosecondsPerTick;
    private readonly long _spin;
    private readonly bool _runsFirst;
    private readonly Thread _thread;
    private readonly WakeUp _wakeUp;
    private ITurn? _turn;
    private long _due = long.MaxValue;
    private volatile bool _over;

    /// <summary>Starts the thread.</summary>
    /// <param name="time">The clock of deadlines and latencies.</param>
    public EventLoop(TimeProvider time)
        : this(time, Readiness.Create())
    {
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The loop disposes of it when its thread ends.")]
    internal EventLoop(TimeProvider time, Readiness readiness, bool runsFirst = false)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _runsFirst = runsFirst;
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
        // How much too late the system may end a wait: so much before the time the loop looks again and again instead. A clock that
        // somebody else moves is only looked at now and then.
        _spin = time == TimeProvider.System ? 60_000 : -1_000_000;
        Readiness = readiness;
        _thread = new Thread(Run) { IsBackground = true, Name = "load" };
        _wakeUp = new WakeUp(this);
        _thread.Start();
    }

    /// <summary>Whether the caller runs on this loop's thread.</summary>
    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    internal Readiness Readiness { get; }

    internal LoopTraffic Traffic { get; set; }

    /// <summary>Time spent waiting, in the clock's ticks; the rest of the time went by with work, or without a processor.</summary>
    internal long Waited { get; private set; }

    /// <summary>Runs something on the loop's thread, from any thread, and gives its result.</summary>
    /// <exception cref="ObjectDisposedException">The loop has ended.</exception>
    public Task<T> RunAsync<T>(Func<ValueTask<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(_over, this);
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => _ = CompleteAsync());
        return result.Task;

        async Task CompleteAsync()
        {
            try
            {
                result.SetResult(await work().ConfigureAwait(false));
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        }
    }

    /// <summary>Ends the thread, and waits for it unless called on it. Close what is on the loop before.</summary>
    public void Dispose()
    {
        _over = true;
        _wakeUp.Raise();
        if (!IsCurrent)
            _thread.Join();
    }

    /// <summary>Has something done on the loop's thread, soon.</summary>
    internal void Post(Action action)
    {
        _posted.Enqueue(action);
        if (!IsCurrent)
            _wakeUp.Raise();
    }

    /// <summary>To be awaited where code may be on another thread, but has to go on on the loop's.</summary>
    internal LoopEntry EnterAsync() => new(this);

    /// <summary>Lets the others on the loop go on first.</summary>
    internal Task YieldAsync()
    {
        var turn = new TaskCompletionSource();
        Post(turn.SetResult);
        return turn.Task;
    }

    /// <summary>Whoever is to be called whenever it is time, from now on; null for nobody.</summary>
    internal void Conduct(ITurn? turn)
    {
        _turn = turn;
        _due = turn is null ? long.MaxValue : long.MinValue;
    }

    /// <summary>Has it called earlier than it wanted. On the loop's thread.</summary>
    internal void CallBy(long due) => _due = Math.Min(_due, due);

    /// <summary>Throws where the caller is on another thread: sockets of a loop have no locks.</summary>
    internal void Require()
    {
        if (!IsCurrent)
            throw new InvalidOperationException("a connection of an event loop was used on another thread: run the step by RunAsync");
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux())
        {
            Libc.SharpenTimeouts();
            if (_runsFirst)
                Libc.RunFirst();
        }

        _ = _wakeUp.TakeAsync();
        while (!_over)
        {
            // Only those of now: one that posts itself again must not keep the sockets waiting.
            for (var count = _posted.Count; count > 0 && _posted.TryDequeue(out var action); count--)
                action();
            TakeTurn();
            Dispatch(Wait());
        }

        _wakeUp.Dispose();
        Readiness.Dispose();
    }

    private int Wait()
    {
        var before = _time.GetTimestamp();
        var left = _due == long.MaxValue ? LongestWait : (long)((_due - before) * _nanosecondsPerTick) - _spin;
        var ready = Readiness.Wait(_posted.IsEmpty ? Math.Clamp(left, 0, LongestWait) : 0);
        Waited += _time.GetTimestamp() - before;
        return ready;
    }

    /// <summary>What is due comes between two answers, too: a batch of them takes long enough to make it late.</summary>
    private void Dispatch(int ready)
    {
        for (var index = 0; index < ready; index++)
        {
            if (index > 0)
                TakeTurn();
            Readiness.Dispatch(index);
        }
    }

    private void TakeTurn()
    {
        if (_turn is null)
            return;
        var now = _time.GetTimestamp();
        if (now >= _due)
            _due = _turn.Take(now);
    }
}
