namespace Harness.Asking;

/// <summary>Lets requests through at a steady pace, however many ask at once.</summary>
/// <param name="perSecond">At most this many per second; 0 for no limit.</param>
/// <param name="time">The clock.</param>
public sealed class RequestPace(double perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Waits for the next turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (perSecond <= 0)
            return Task.CompletedTask;
        var wait = TakeTurn();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Unused turns are not saved up: the pace holds after a pause, too.</summary>
    private TimeSpan TakeTurn()
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            var turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1 / perSecond);
            return turn - now;
        }
    }
}
