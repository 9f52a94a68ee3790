using Harness.Lifetime;
using Harness.Runs;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Runs;

[NonParallelizable]
internal sealed class KeptClustersTests
{
    [Test]
    [Platform("Linux")]
    public async Task A_killed_runs_kubeconfig_goes_with_what_else_it_left_behind()
    {
        using var scratch = new Scratch();
        using var environment = new ProcessEnvironment(("XDG_STATE_HOME", scratch.Root));
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, "[]"));
        var folder = ScratchFolder.Create("kubeconfig");
        folder.Write("kubeconfig", "client-key-data: c2VjcmV0");
        folder.Write(".owner", $"{string.Join('/', Ownership.Current.Split('/')[..^2])}/4999999/1");

        var (removed, _) = await KeptClusters.SweepAsync(CancellationToken.None);

        removed.ShouldBe([Path.GetFileName(folder.FullPath)]);
        scratch.Files().ShouldBeEmpty();
    }
}
