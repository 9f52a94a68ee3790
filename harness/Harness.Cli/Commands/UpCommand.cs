using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Files;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>up</c>: keeps a cluster for kubectl and for every other command.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var command = new Command("up", "start a cluster and keep it; every other command then uses it, and so can kubectl");
        var cluster = new ClusterSettings().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var layout = RepositoryLayout.Find();
            using var interruption = new Interruption();
            return (int)await KeepAsync(layout, cluster.Read(parsed, layout), interruption.Stop);
        });
        return command;
    }

    private static async Task<ExitCode> KeepAsync(RepositoryLayout layout, ClusterOptions options, CancellationToken stop)
    {
        if (options.WantsExisting)
            throw HarnessException.BadInput("up starts a cluster of its own; for an existing one give --kubeconfig to the other commands");
        var kept = new KeptCluster(layout.State);
        if (await kept.IsRunningAsync(stop))
        {
            Screen.Say("a cluster is kept already");
            return Tell(kept);
        }

        await RemoveDeadAsync(kept, stop);

        await Stage.RunAsync("cluster", async progress =>
        {
            var sources = new SessionSources(layout, CacheFolder.Default(), progress);
            var hello = await sources.BuildHelloAsync(stop);
            var provider = new ClusterProvider(layout, sources.Cache, options, progress);
            await provider.KeepAsync(kept, $"kept-{Guid.NewGuid():N}"[..13], [hello], stop);
        });
        return Tell(kept);
    }

    /// <summary>A kept node that does not run any more would be forgotten, and so stay behind for good.</summary>
    private static async Task RemoveDeadAsync(KeptCluster kept, CancellationToken stop)
    {
        if (kept.Read() is not { } dead)
            return;
        using var engine = await ContainerEngine.ConnectAsync(stop);
        await NodeSweeper.RemoveAsync(engine, dead.ContainerId, stop);
        kept.Forget();
        Screen.Say($"removed the kept cluster that does not run any more (container {dead.ContainerId[..12]})");
    }

    private static ExitCode Tell(KeptCluster kept)
    {
        var file = Path.GetRelativePath(Directory.GetCurrentDirectory(), kept.KubeconfigFile);
        Screen.Result($"kubeconfig  {file}");
        Screen.Result($"try         kubectl --kubeconfig {file} get pods -A");
        Screen.Result("remove      ./run.sh down");
        return ExitCode.AsExpected;
    }
}
