using System.Globalization;
using Harness.Clusters.Existing;
using Harness.Rbac.Objects;
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

    /// <summary>What single steps of the run make besides, a line each.</summary>
    public IReadOnlyList<string> Besides { get; init; } = [];

    /// <summary>What steps load, each for people; where there are none, the quick benchmark if there is one.</summary>
    public IReadOnlyList<string> Loaded { get; init; } = [];

    /// <summary>Permissions that the run's steps need besides.</summary>
    public IReadOnlyList<AccessQuestion> Needs { get; init; } = [];

    /// <summary>The RBAC that the kubeconfig's user needs, as YAML to apply.</summary>
    public string Rbac => NeededRole.Yaml([.. PermissionCheck.Needed, .. Needs]);

    private bool AllowsLoad => settings.Get(Settings.Load);

    /// <summary>The plan, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        var namespaces = scenarios + BesidesScenarios + (Benchmarks ? 1 : 0);
        var file = settings.Get(Settings.Kubeconfig) ?? "KUBECONFIG, or of this pod";
        var cluster = $"the cluster of {PrintableText.Line(file)}";
        var context = settings.Get(Settings.Context) is { } name ? $", context {PrintableText.Line(name)}" : "";
        yield return $"on {cluster}{context}, this run";
        yield return Invariant(
            $"  creates up to {namespaces} namespaces harness-*, with at most {PodsOfOne} pods in each, all removed at the end;");
        yield return $"          each container requests {RestrictedPod.Cpu} CPU and {RestrictedPod.Memory} of memory, with a memory limit "
            + $"of {RestrictedPod.MemoryLimit} (Prometheus 512Mi)";
        yield return "          and no CPU limit (a quota on limits.cpu refuses it); services, roles, bindings and secrets;";
        foreach (var line in Besides)
            yield return $"          {line};";
        yield return settings.Get(Settings.AllowClusterScope)
            ? "          cluster roles, cluster role bindings, admission policies and webhooks for namespaces of the run, and what "
                + "--ingress-manifest names (--allow-cluster-scope)"
            : "          nothing else cluster-wide";
        yield return "  reads   lists of nodes and of cluster-wide objects, in pages; asks the authorizer about the run's own accounts";
        yield return "  calls   the proxy a few times in each scenario, in one of them 600 times, 8 at a time";
        yield return AllowsLoad
            ? $"  loads   the API server's proxy: {string.Join(", ", Loads)} (--load)"
            : "  loads   nothing: no benchmark, no bodies of 100 MiB, no access matrix; --load allows them";
        yield return settings.Get(Settings.Direct) == Clusters.DirectRouteKind.Node
            ? "  opens   node ports for what is called directly, and looks for a node on its port 10250 (--direct node)"
            : "  opens   no port of any node; --direct node allows it";
    }

    private IEnumerable<string> Loads =>
    [
        .. Loaded.Count > 0 ? Loaded : hasBenchmark ? ["the quick benchmark (32 connections, 28 s)"] : [],
        .. scenarios > 0 ? (string[])["bodies of 100 MiB", "short load from pods", "the whole access matrix"] : [],
        .. scenarios > 0 && settings.Get(Settings.AllowClusterScope)
            ? [string.Create(CultureInfo.InvariantCulture, $"{settings.Get(Settings.HuntPaths)} hostile paths")]
            : (string[])[],
    ];

    private bool Benchmarks => hasBenchmark && AllowsLoad;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
