using Docker.DotNet.Models;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Lifetime;
using Harness.Processes;
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
    [Platform("Linux")]
    [CancelAfter(20_000)]
    public async Task A_kept_node_whose_folder_holds_a_pipe_is_in_use_and_nobody_waits_for_it(CancellationToken stop)
    {
        Directory.CreateDirectory(_scratch["kept"]);
        await ProcessRunner.RunAsync("mkfifo", [_scratch["kept/cluster.json"]], cancellationToken: stop);

        (await Task.Run(() => SweepAsync(Ownership.Kept), stop).WaitAsync(stop)).ShouldBe((Removed: 0, InUse: 1));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void An_earlier_boots_node_is_left_behind_only_on_this_machines_own_engine(bool isOfThisMachine, bool isInUse)
    {
        var parts = Ownership.Current.Split('/');
        parts[1] = "00000000-0000-0000-0000-000000000000";
        var labels = new Dictionary<string, string> { [Ownership.Label] = string.Join('/', parts) };

        NodeSweeper.IsInUse(new ContainerListResponse { Labels = labels }, isOfThisMachine).ShouldBe(isInUse);
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
