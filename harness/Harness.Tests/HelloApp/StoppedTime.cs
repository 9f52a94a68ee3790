using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.HelloApp;

/// <summary>Time that goes on only when told, and that says when someone has begun to wait for it.</summary>
internal sealed class StoppedTime : FakeTimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Dictionary<TimeSpan, TaskCompletionSource> _awaited = [];

    /// <summary>Completes when a timer with this due time has been made; ask before it can be.</summary>
    public Task NextTimer(TimeSpan due)
    {
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Add(due, awaited);
        return awaited.Task.WaitAsync(Deadline);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (_awaited.TryGetValue(dueTime, out var awaited))
            awaited.TrySetResult();
        return timer;
    }
}
