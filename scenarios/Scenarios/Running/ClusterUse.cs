namespace Harness.Scenarios.Running;

/// <summary>
/// Which scenarios currently use the cluster. A measurement has it alone: it begins once no scenario is busy, and none becomes busy
/// before it ends. A scenario that only waits for an answer is not busy, so others can measure meanwhile.
/// </summary>
public sealed class ClusterUse
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _measuring = new();
    private readonly Queue<TaskCompletionSource> _beginning = new();
    private int _busy;
    private bool _isTaken;

    /// <summary>Becomes busy; waits while another scenario measures.</summary>
    public Task BeginAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_isTaken)
                return WaitIn(_beginning, stop);
            _busy++;
            return Task.CompletedTask;
        }
    }

    /// <summary>Is no longer busy.</summary>
    public void End()
    {
        lock (_lock)
        {
            _busy--;
            PassOn();
        }
    }

    /// <summary>Measures with the cluster to itself; the caller must not be busy.</summary>
    public async Task AloneAsync(Func<Task> measure, CancellationToken stop)
    {
        Task turn;
        lock (_lock)
        {
            turn = WaitIn(_measuring, stop);
            PassOn();
        }

        await turn;
        try
        {
            await measure();
        }
        finally
        {
            lock (_lock)
            {
                _isTaken = false;
                while (_beginning.TryDequeue(out var next))
                {
                    _busy++;
                    next.SetResult();
                }

                PassOn();
            }
        }
    }

    private void PassOn()
    {
        if (_busy > 0 || _isTaken || !_measuring.TryDequeue(out var next))
            return;
        _isTaken = true;
        next.SetResult();
    }

    /// <summary>A cancelled waiter keeps its place: all are cancelled together.</summary>
    private static Task WaitIn(Queue<TaskCompletionSource> queue, CancellationToken stop)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(turn);
        return turn.Task.WaitAsync(stop);
    }
}
