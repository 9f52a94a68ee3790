using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Clusters.Node;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>
/// <c>down</c>: removes the kept cluster; with <c>--all</c> also what earlier runs left behind on the engine, with <c>--kubeconfig</c> what
/// they left on that cluster.
/// </summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all")
        {
            Description = "also remove what earlier runs left behind, and stop the engine that run.sh started",
        };
        var (kubeconfig, context) = (
            CommandOption.Text("--kubeconfig", "file", "remove what earlier runs left on the cluster of this kubeconfig, and nothing else"),
            CommandOption.Text("--context", "name", "context in the kubeconfig (default: its current one)"));
        var olderThan = CommandOption.Text(
            "--older-than",
            "time",
            "with --kubeconfig: how long ago a run of another machine must have made its last object to count as over, "
            + "e.g. 90m or 0m (default: 2h); those of this machine count as over when their process is gone");
        var plainHttp = new Option<bool>("--allow-plain-http") { Description = "with --kubeconfig: accept an http:// address on loopback" };
        var command = new Command("down", "remove the cluster kept by up, or what earlier runs left")
        {
            all, kubeconfig, context, olderThan, plainHttp,
        };
        command.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(kubeconfig) is not { } file)
            {
                return parsed.GetValue(context) is null && parsed.GetValue(olderThan) is null && !parsed.GetValue(plainHttp)
                    ? RemoveAsync(parsed.GetValue(all), stop)
                    : throw HarnessException.BadInput("--context, --older-than and --allow-plain-http need --kubeconfig FILE");
            }

            if (parsed.GetValue(all))
                throw HarnessException.BadInput("--all is for this machine's engine and --kubeconfig for a cluster: give one of them");
            var options = Cluster(file, parsed.GetValue(context), parsed.GetValue(plainHttp));
            return RemoveFromAsync(options, Age(parsed.GetValue(olderThan)), stop);
        });
        return command;
    }

    private static ClusterOptions Cluster(string kubeconfig, string? context, bool allowsPlainHttp) => new()
    {
        Source = ClusterSource.Existing,
        Kubeconfig = kubeconfig,
        Context = context,
        AllowsPlainHttp = allowsPlainHttp,
    };

    /// <summary>A number of minutes, hours or days.</summary>
    /// <exception cref="HarnessException">It is something else.</exception>
    internal static TimeSpan Age(string? text)
    {
        if (text is null)
            return EarlierRuns.SaneAge;
        if (text.Length is > 1 and < 6 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        throw HarnessException.BadInput($"--older-than {text}: not a time such as 90m, 2h or 1d");
    }

    private static async Task<int> RemoveFromAsync(ClusterOptions cluster, TimeSpan olderThan, CancellationToken stop)
    {
        using var admin = await ClusterClient.ConnectAsync(cluster, stop);
        var earlier = new EarlierRuns(admin);
        var (runs, unread) = await earlier.FindAsync(stop);
        if (unread.Any(EarlierRuns.IsNamespaces))
        {
            throw HarnessException.Undecided(
                "this kubeconfig's user may not list namespaces, so what earlier runs left is not known: have \"list namespaces\" granted, "
                + "or use an administrator's kubeconfig");
        }

        var over = runs.Where(run => run.IsOver(TimeProvider.System.GetUtcNow(), olderThan)).ToList();
        foreach (var run in over)
            Screen.Line($"removing what run {run.Name} left: {string.Join(", ", run.Objects)}");
        foreach (var run in runs.Except(over))
        {
            Screen.Line(
                $"run {run.Name} may still be running, not touched: {string.Join(", ", run.Objects)} "
                + "(--older-than 0m removes it, unless its process runs on this machine)");
        }

        if (runs.Count == 0)
            Screen.Result(unread.Count == 0 ? "nothing was left behind" : "no namespace was left behind");
        if (unread.Count > 0)
        {
            Screen.Say(
                $"{unread.Count} other kinds may not be listed by this user; only runs with --allow-cluster-scope make any of them "
                + $"outside of namespaces: {string.Join(", ", unread)}");
        }

        var refused = await earlier.RemoveAsync(over, stop);
        if (refused.Count > 0)
        {
            throw HarnessException.Undecided(
                $"could not be removed: {string.Join(", ", refused)}; have the permission to delete it granted");
        }

        return ExitCode.Of(Outcome.AsExpected);
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
