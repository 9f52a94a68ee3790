using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Lifetime;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters.Node;

/// <summary>Which containers are left behind, against an engine that a test plays.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class NodeSweeperTests : IDisposable
{
    private static readonly string Id = new('a', 64);
    private readonly Scratch _scratch = new();

    [Test]
    public async Task A_kept_node_that_its_folder_forgot_is_removed() =>
        (await SweepAsync(Ownership.Kept)).ShouldBe((Removed: 1, InUse: 0));

    [Test]
    public async Task A_kept_node_that_its_folder_remembers_is_in_use()
    {
        _scratch.Write(
            "kept/cluster.json",
            $$"""{"ContainerId":"{{Id}}","IsThrowaway":false,"Facts":{"Source":"k3s","KubernetesVersion":"v1.34.1"} }""");

        (await SweepAsync(Ownership.Kept)).ShouldBe((Removed: 0, InUse: 1));
    }

    [Test]
    public async Task A_kept_node_whose_folder_may_not_be_looked_into_is_in_use()
    {
        // Nobody may read a folder as a file, root included: it stands for another user's.
        Directory.CreateDirectory(_scratch["kept/cluster.json"]);

        (await SweepAsync(Ownership.Kept)).ShouldBe((Removed: 0, InUse: 1));
    }

    [Test]
    public async Task A_living_processs_node_is_in_use() => (await SweepAsync(Ownership.Current)).ShouldBe((Removed: 0, InUse: 1));

    public void Dispose() => _scratch.Dispose();

    private async Task<(int Removed, int InUse)> SweepAsync(string owner)
    {
        var list = $$$"""
            [{"Id":"{{{Id}}}","Created":1767225600,
              "Labels":{"{{{Ownership.Label}}}":"{{{owner}}}","{{{Ownership.KeptLabel}}}":"{{{_scratch["kept"]}}}"}}]
            """;
        await using var fake = await FakeEngine.StartAsync(
            answer: context => context.Request.Path.Value!.EndsWith("/containers/json", StringComparison.Ordinal)
                ? LoopbackServer.Always(200, list)(context)
                : LoopbackServer.Always(204, "")(context));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        var (removed, inUse) = await NodeSweeper.SweepAsync(engine, CancellationToken.None);

        fake.Seen.Count(request => request.Method == "DELETE").ShouldBe(removed.Count);
        return (removed.Count, inUse.Count);
    }
}
