using Harness.Clusters.Engine;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters.Engine;

[NonParallelizable]
internal sealed class ContainerEngineTests
{
    [Test]
    public async Task It_says_how_many_containers_run_on_it()
    {
        await using var fake = await FakeEngine.StartAsync(
            answer: LoopbackServer.Always(200, """{"Containers":5,"ContainersRunning":3}"""));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        (await engine.CountRunningAsync(CancellationToken.None)).ShouldBe(3);

        fake.Seen.Last().Target.ShouldBe("/v1.44/info");
    }
}
