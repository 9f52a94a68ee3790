using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;

namespace Harness.Cli.Commands;

/// <summary><c>down</c>: removes the kept cluster; with <c>--all</c> also what earlier runs left behind.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all")
        {
            Description = "also remove what earlier runs left behind, and stop the engine that run.sh started",
        };
        var command = new Command("down", "remove the cluster kept by up") { all };
        command.SetAction(async (parsed, stop) => (int)await RemoveAsync(RepositoryLayout.Find(), parsed.GetValue(all), stop));
        return command;
    }

    private static async Task<ExitCode> RemoveAsync(RepositoryLayout layout, bool all, CancellationToken stop)
    {
        var kept = new KeptCluster(layout.State);
        var state = kept.Read();
        if (state is null && !all)
        {
            Screen.Result("no cluster is kept");
            return ExitCode.AsExpected;
        }

        using var engine = await ContainerEngine.ConnectAsync(stop);
        if (state is not null)
        {
            await NodeSweeper.RemoveAsync(engine, state.ContainerId, stop);
            kept.Forget();
            Screen.Result($"removed the kept cluster (container {state.ContainerId[..12]})");
        }

        if (all)
            await SweepAsync(engine, stop);
        return ExitCode.AsExpected;
    }

    private static async Task SweepAsync(ContainerEngine engine, CancellationToken stop)
    {
        var (removed, inUse) = await NodeSweeper.SweepAsync(engine, stop);
        Screen.Result(removed.Count == 0 ? "nothing was left behind" : $"removed what was left behind: {string.Join(", ", removed)}");
        if (inUse.Count > 0)
            Screen.Result($"in use by other runs or kept by other checkouts, not touched: {string.Join(", ", inUse)}");
    }
}
