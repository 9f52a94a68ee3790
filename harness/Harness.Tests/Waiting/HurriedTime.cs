using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Waiting;

/// <summary>Time in which every short pause passes at once; longer times pass only when told, or pause by pause.</summary>
internal sealed class HurriedTime : FakeTimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < LongestPause)
            Advance(dueTime);
        return timer;
    }
}
