using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Support;

/// <summary>Time in which whatever is waited for passes at once.</summary>
internal sealed class HastyTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            Advance(dueTime);
        return timer;
    }
}
