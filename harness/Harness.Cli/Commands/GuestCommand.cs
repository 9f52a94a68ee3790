using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>What commands that work on an existing cluster have in common: they say first what they are going to do there.</summary>
internal static class GuestCommand
{
    /// <summary><c>--dry-run</c>.</summary>
    public static Option<bool> DryRun() => new("--dry-run")
    {
        Description = "on an existing cluster, only show what would be made, asked and loaded, and the RBAC that the run's own user needs",
    };

    /// <summary>Says it.</summary>
    /// <param name="request">The run.</param>
    /// <param name="plan">What the run is going to do.</param>
    /// <param name="isDry">Whether that is all: then the plan is the result, with the RBAC to apply.</param>
    /// <returns>Whether that is all.</returns>
    /// <exception cref="HarnessException">A dry run was asked for on a cluster that the run would start itself.</exception>
    public static bool Say(RunRequest request, GuestPlan plan, bool isDry)
    {
        var settings = request.Settings;
        if (isDry && !settings.Cluster.WantsExisting)
            throw HarnessException.BadInput("--dry-run is for existing clusters: give --kubeconfig FILE (or HARNESS_KUBECONFIG)");
        if (settings.Get(Settings.Kubeconfig) is { } file && !file.Contains(Path.PathSeparator) && !Path.Exists(file))
            throw HarnessException.BadInput($"there is no kubeconfig {file}");
        if (!isDry)
        {
            if (settings.Cluster.WantsExisting)
                request.Progress.Say(string.Join('\n', plan.Lines()));
            return false;
        }

        Screen.Result(string.Join('\n', plan.Lines().Select(line => $"# {line}")));
        Screen.Result("# the RBAC that the kubeconfig's user needs; fill in the name, and apply it as an administrator.");
        Screen.Result("# scenarios on broad roles, impersonation and hand-written endpoints need more, and are skipped without it.");
        Screen.Result("# to take it back: kubectl delete clusterrole,clusterrolebinding harness-runner");
        Screen.Document(plan.Rbac.TrimEnd());
        return true;
    }
}
