using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ClusterUseTests
{
    private readonly ClusterUse _use = new();
    private readonly TaskCompletionSource _end = new();

    [Test]
    public async Task Measuring_waits_until_nobody_is_busy()
    {
        await _use.BeginAsync(default);
        await _use.BeginAsync(default);
        var measured = _use.AloneAsync(() => Task.CompletedTask, default);

        _use.End();
        measured.IsCompleted.ShouldBeFalse();
        _use.End();

        await measured;
    }

    [Test]
    public async Task Nobody_begins_while_somebody_measures()
    {
        var measured = _use.AloneAsync(() => _end.Task, default);
        var begun = _use.BeginAsync(default);
        begun.IsCompleted.ShouldBeFalse();

        _end.SetResult();

        await measured;
        await begun;
    }

    [Test]
    public async Task Two_measure_one_after_the_other()
    {
        var first = _use.AloneAsync(() => _end.Task, default);
        var second = _use.AloneAsync(() => Task.CompletedTask, default);
        second.IsCompleted.ShouldBeFalse();

        _end.SetResult();

        await first;
        await second;
    }

    [Test]
    public async Task Who_began_after_a_measurement_is_waited_for_by_the_next()
    {
        var first = _use.AloneAsync(() => _end.Task, default);
        var begun = _use.BeginAsync(default);
        var second = _use.AloneAsync(() => Task.CompletedTask, default);

        _end.SetResult();
        await begun;
        await first;
        second.IsCompleted.ShouldBeFalse();
        _use.End();

        await second;
    }

    [Test]
    public async Task A_measurement_that_fails_lets_the_others_go_on()
    {
        await Should.ThrowAsync<IOException>(() => _use.AloneAsync(() => throw new IOException(), default));

        await _use.BeginAsync(default);
    }

    [Test]
    public async Task A_wait_ends_when_the_run_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        await _use.BeginAsync(default);
        var measured = _use.AloneAsync(() => Task.CompletedTask, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => measured);
    }
}
