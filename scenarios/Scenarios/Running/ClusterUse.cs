namespace Harness.Scenarios.Running;

/// <summary>
/// Which scenarios use the cluster at the moment. What measures has it alone: it begins once nobody else is busy, and nobody becomes busy
/// before it has ended. A scenario that only waits for an answer is not busy, so that others measure meanwhile.
/// </summary>
public sealed class ClusterUse
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _measuring = new();
    private readonly Queue<TaskCompletionSource> _beginning = new();
    private int _busy;
    private bool _isTaken;

    /// <summary>Becomes busy; waits while somebody measures.</summary>
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

    /// <summary>Is busy no longer.</summary>
    public void End()
    {
        lock (_lock)
        {
            _busy--;
            PassOn();
        }
    }

    /// <summary>Measures with the cluster for itself; whoever calls is not busy.</summary>
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

    /// <summary>One who is stopped keeps the place: everybody is stopped then.</summary>
    private static Task WaitIn(Queue<TaskCompletionSource> queue, CancellationToken stop)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(turn);
        return turn.Task.WaitAsync(stop);
    }
}
