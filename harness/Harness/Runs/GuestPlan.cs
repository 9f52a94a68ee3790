using System.Globalization;
using Harness.Clusters.Existing;
using Harness.Workloads;

namespace Harness.Runs;

/// <summary>What a run makes, asks and loads on a cluster that belongs to others, said before it does.</summary>
/// <param name="settings">The run's settings.</param>
/// <param name="scenarios">How many scenarios are chosen.</param>
/// <param name="hasBenchmark">Whether the quick benchmark is part of the run.</param>
internal sealed class GuestPlan(RunSettings settings, int scenarios, bool hasBenchmark)
{
    /// <summary>Besides one for each scenario: the check before the start, the shared one, a second one of three scenarios.</summary>
    private const int BesidesScenarios = 5;

    /// <summary>Pods of the largest scenario: two teams with hello-app and a Prometheus, or three replicas and a caller.</summary>
    private const int PodsOfOne = 8;

    /// <summary>The RBAC that the kubeconfig's user needs, as YAML to apply.</summary>
    public static string Rbac => NeededRole.Yaml(PermissionCheck.Needed);

    private bool AllowsLoad => settings.Get(Settings.Load);

    /// <summary>The plan, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        var namespaces = scenarios + BesidesScenarios + (Benchmarks ? 1 : 0);
        var cluster = $"the cluster of {settings.Get(Settings.Kubeconfig)}";
        var context = settings.Get(Settings.Context) is { } name ? $", context {name}" : "";
        yield return $"on {cluster}{context}, this run";
        yield return Invariant(
            $"  makes   up to {namespaces} namespaces named harness-*, removed at the end, with up to {PodsOfOne} pods each");
        yield return $"          (each container: {RestrictedPod.Cpu} CPU and {RestrictedPod.Memory} of memory asked for, at most "
            + $"{RestrictedPod.MemoryLimit}, Prometheus 512Mi;";
        yield return "          no limit on CPU, so a quota on limits.cpu refuses them), with services, roles, bindings and secrets;";
        yield return settings.Get(Settings.AllowClusterScope)
            ? "          cluster roles, cluster role bindings, and what --ingress-manifest names (--allow-cluster-scope)"
            : "          nothing outside of namespaces but these namespaces";
        yield return "  asks    the authorizer about the run's own accounts, and the API server for lists of nodes and of what exists";
        yield return "          outside of namespaces, page by page; most scenarios make a few calls, one of them 600, 8 at once";
        yield return AllowsLoad
            ? "  loads   the API server's proxy: " + (Benchmarks ? "the quick benchmark (32 connections, 28 s), " : "")
                + "bodies of 100 MiB, short load from pods, the whole access matrix (--load)"
            : "  loads   nothing: no benchmark, no bodies of 100 MiB, no access matrix; --load allows them";
        yield return settings.Get(Settings.Direct) == Clusters.DirectRouteKind.Node
            ? "  opens   node ports for what is called directly, and looks for a node on its port 10250 (--direct node)"
            : "  opens   no port of any node; --direct node allows it";
    }

    private bool Benchmarks => hasBenchmark && AllowsLoad;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
