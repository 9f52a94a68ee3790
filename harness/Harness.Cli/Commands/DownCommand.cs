using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters.Node;
using Harness.Runs;

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
        command.SetAction((parsed, stop) => RemoveAsync(parsed.GetValue(all), stop));
        return command;
    }

    private static async Task<int> RemoveAsync(bool all, CancellationToken stop)
    {
        var removed = await new KeptClusters(new KeptCluster(Repository.Folders.State)).RemoveAsync(stop);
        if (removed is not null)
            Screen.Result($"removed the kept cluster (container {removed})");
        else if (!all)
            Screen.Result("no cluster is kept");
        if (all)
            Show(await KeptClusters.SweepAsync(stop));
        return ExitCode.Of(Outcome.AsExpected);
    }

    private static void Show((IReadOnlyList<string> Removed, IReadOnlyList<string> InUse) swept)
    {
        Screen.Result(
            swept.Removed.Count == 0 ? "nothing was left behind" : $"removed what was left behind: {string.Join(", ", swept.Removed)}");
        if (swept.InUse.Count > 0)
            Screen.Result($"in use by other runs or kept by other checkouts, not touched: {string.Join(", ", swept.InUse)}");
    }
}
