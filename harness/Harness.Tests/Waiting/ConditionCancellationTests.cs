using Harness.Waiting;

namespace Harness.Tests.Waiting;

/// <summary>A caller who gives up is not told of a time-out.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConditionCancellationTests : IDisposable
{
    private readonly HurriedTime _time = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Test]
    public async Task Between_looks_it_surfaces_as_cancellation() =>
        await Should.ThrowAsync<OperationCanceledException>(() => WaitAsync(_ =>
        {
            _stop.Cancel();
            return Task.FromResult(Seen.NotYet<string>("no"));
        }));

    [Test]
    public async Task During_a_look_it_surfaces_as_cancellation() =>
        await Should.ThrowAsync<OperationCanceledException>(() => WaitAsync(async ct =>
        {
            await _stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return Seen.Met("never");
        }));

    [Test]
    public async Task With_a_failed_connection_it_surfaces_as_cancellation() =>
        await Should.ThrowAsync<OperationCanceledException>(() => WaitAsync(_ =>
        {
            _stop.Cancel();
            throw new HttpRequestException("the connection was closed");
        }));

    [Test]
    public async Task Before_the_first_look_it_is_handed_to_the_look()
    {
        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => WaitAsync(ct =>
        {
            ct.IsCancellationRequested.ShouldBeTrue();
            return Task.FromResult(Seen.NotYet<string>("no"));
        }));
    }

    private Task<string> WaitAsync(Func<CancellationToken, Task<Seen<string>>> look) =>
        new Condition("the node is Ready", TimeSpan.FromSeconds(30)) { Time = _time }.WaitAsync(look, _stop.Token);
}
