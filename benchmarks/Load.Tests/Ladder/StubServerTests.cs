using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Tests.Support;
using Harness.Workloads;

namespace Harness.Load.Tests.Ladder;

[CancelAfter(20_000)]
public sealed class StubServerTests
{
    [Test]
    public async Task It_answers_each_request_on_every_connection(CancellationToken cancellation)
    {
        await using var stub = new StubServer();
        var target = new HttpTarget(stub.Url, HelloWorkload.Greeting);

        var round = await new LocalLoadGenerator().RunAsync(
            target, new LoadRound(32, TimeSpan.Zero, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2)), cancellation);

        round.Errors.ShouldBeEmpty();
        round.Requests.ShouldBeGreaterThan(320);
        (await OneStep.KindsAsync(target with { KeepAlive = false }, 3, ofDotNet: true, cancellation)).ShouldBe([null, null, null]);
    }

    [Test]
    public async Task After_its_end_nothing_listens(CancellationToken cancellation)
    {
        var stub = new StubServer();
        await stub.DisposeAsync();

        (await OneStep.KindAsync(new HttpTarget(stub.Url, ""), cancellation)).ShouldBe(ErrorKinds.ConnectionRefused);
    }
}
