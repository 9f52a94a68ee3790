using Harness.Clusters;
using Harness.Images;
using Harness.Kubeconfigs;
using Harness.Workloads;

namespace Harness.Runs;

/// <summary>
/// Every setting of a run, once. Options, variables, help, the reference page and what test hosts are given all come from this list:
/// a new setting is one entry here and its use.
/// </summary>
public static partial class Settings
{
    private static readonly List<Setting> Entries = [];

    /// <summary>Where the cluster comes from.</summary>
    public static Setting<ClusterSource> Cluster { get; } = Word(
        SettingScope.Cluster, "cluster", "source", "where the cluster comes from: auto, existing, k3s or offline", ClusterSource.Auto);

    /// <summary>Kubeconfig of an existing cluster.</summary>
    public static Setting<string?> Kubeconfig { get; } = Add(new Setting<string?>(
        "kubeconfig", "file", "use the cluster of this kubeconfig; Harness works only in namespaces of its own")
    {
        Scope = SettingScope.Cluster,
        Default = "none, or KUBECONFIG with --cluster existing",
        Fallback = null,
        Parse = (_, text) => text,
        Format = files => files is null ? null : KubeconfigFiles.Whole(files),
    });

    /// <summary>Context in it.</summary>
    public static Setting<string?> Context { get; } = Text(
        SettingScope.Cluster, "context", "name", "context in the kubeconfig", "its current one");

    /// <summary>Whether an API server on loopback may be called without TLS.</summary>
    public static Setting<bool> AllowPlainHttp { get; } = Flag(
        SettingScope.Cluster, "allow-plain-http", "accept an http:// address in the kubeconfig, on loopback only (kubectl proxy)");

    /// <summary>The k3s image.</summary>
    public static Setting<string?> K3sImage { get; } = Text(
        SettingScope.Cluster, "k3s-image", "image", "k3s image to start", ThirdPartyImages.K3s);

    /// <summary>Server programs that the offline node is made of.</summary>
    public static Setting<string?> Kubernetes { get; } = File(
        SettingScope.Cluster,
        "kubernetes",
        "make the offline node of these server programs, 1.20 or newer: Kubernetes' server tarball, or a folder of the programs",
        "1.20.2, compiled from Debian's source",
        "dir|tarball");

    /// <summary>Debian release of the offline node's root file system.</summary>
    public static Setting<DebianRelease?> Debian { get; } = MaybeWord<DebianRelease>(
        SettingScope.Cluster, "debian", "release", "Debian release of such a node's other programs: bookworm, trixie or sid",
        "the one whose containerd fits");

    /// <summary>Whether the API server of a node that is started here logs every request.</summary>
    public static Setting<bool> Audit { get; } = Flag(
        SettingScope.Node, "audit", "let the API server of a node that is started here log every request, for ./run.sh learn");

    /// <summary>The workload's image.</summary>
    public static Setting<string?> HelloImage { get; } = Text(
        SettingScope.Workloads, "hello-image", "image", $"image of the workload, e.g. {ThirdPartyImages.HelloApp}", "built here");

    /// <summary>What pods run in place of third-party images.</summary>
    public static Setting<IReadOnlyDictionary<string, string>> Images { get; } = Add(new Setting<IReadOnlyDictionary<string, string>>(
        "image", "name=reference", $"image that pods run in place of a third-party one ({ImageReplacements.Known})")
    {
        Variable = "HARNESS_IMAGES",
        Repeats = true,
        Scope = SettingScope.Workloads,
        Default = "the pinned ones",
        Fallback = ImageReplacements.None,
        Parse = (source, text) => ImageReplacements.Parse(source, text.Split(',', StringSplitOptions.TrimEntries)),
        Format = images => string.Join(',', images.Select(image => $"{image.Key}={image.Value}")),
        Merge = (higher, lower) => lower.Where(image => !higher.ContainsKey(image.Key)).Concat(higher).ToDictionary(),
    });

    /// <summary>How services are reached without the proxy; null to find out.</summary>
    public static Setting<DirectRouteKind?> Direct { get; } = MaybeWord<DirectRouteKind>(
        SettingScope.Workloads, "direct", "route", "how services are reached without the proxy: node, published or pod",
        "the first that works; on an existing cluster pod");

    /// <summary>Bcrypt cost of the passwords in scenarios of basic authentication.</summary>
    public static Setting<int> BcryptCost { get; } = Number(
        SettingScope.Scenarios,
        "bcrypt-cost",
        "bcrypt cost of the passwords in scenarios of basic authentication, "
        + $"{BasicCredentials.LeastCost} to {BasicCredentials.GreatestCost}",
        (BasicCredentials.LeastCost, BasicCredentials.GreatestCost),
        BasicCredentials.DefaultCost);

    /// <summary>Whether a k3s node keeps the ingress controller that it bundles.</summary>
    public static Setting<IngressChoice> Ingress { get; } = Word(
        SettingScope.Workloads, "ingress", "controller", "ingress controller of a k3s node: none or traefik, which it bundles",
        IngressChoice.None);

    /// <summary>Manifest of an ingress controller.</summary>
    public static Setting<string?> IngressManifest { get; } = File(
        SettingScope.Scenarios,
        "ingress-manifest",
        "manifest of an ingress controller to install for the scenarios that need one; removed afterwards",
        "none");

    /// <summary>Whether objects outside namespaces may be made on an existing cluster.</summary>
    public static Setting<bool> AllowClusterScope { get; } = Flag(
        SettingScope.Workloads,
        "allow-cluster-scope",
        "on an existing cluster, allow objects outside namespaces (--ingress-manifest, the scenarios on random RBAC and single endpoints, "
        + "and the rung admission of bench need it)");

    /// <summary>Whether an existing cluster may be put under load.</summary>
    public static Setting<bool> Load { get; } = Flag(
        SettingScope.Workloads,
        "load",
        "on an existing cluster, allow load: the benchmark, bodies of 100 MiB, the access matrix and the bypass hunt");

    /// <summary>Chromium to open web pages in.</summary>
    public static Setting<string?> Browser { get; } = File(
        SettingScope.Scenarios, "browser", "Chromium to open web pages in", "chromium, chromium-browser or google-chrome on the PATH");

    /// <summary>How many questions the scenario on random RBAC asks.</summary>
    public static Setting<int> RbacCells { get; } = Number(
        SettingScope.Scenarios, "rbac-cells", "questions that the scenario on random RBAC asks the authorizer", (100, int.MaxValue), 2000);

    /// <summary>Audit log of an existing cluster.</summary>
    public static Setting<string?> AuditLog { get; } = File(
        SettingScope.Scenarios,
        "audit-log",
        "audit log of the existing cluster, as a file on this machine that its API server writes to",
        "none: the scenarios about it are skipped there");

    /// <summary>How many paths the bypass hunt tries.</summary>
    public static Setting<int> HuntPaths { get; } = Number(
        SettingScope.Scenarios, "hunt-paths", "paths that the scenario on single endpoints tries to get past admission with",
        (1000, 1_000_000), 10_000);

    /// <summary>Which paths the bypass hunt tries.</summary>
    public static Setting<int> HuntSeed { get; } = Number(
        SettingScope.Scenarios, "hunt-seed", "seed of these paths, to repeat those of another run; 0 for new ones", (0, int.MaxValue), 0);

    /// <summary>
    /// Folder of a kept cluster to use if it is still running: the one kept by <c>up</c>, or the one of a parent process.
    /// </summary>
    public static Setting<string?> Attach { get; } = File(
        SettingScope.Internal, "attach", "folder of a running cluster", "none");

    /// <summary>Folder of a run to write results into: that of a parent process.</summary>
    public static Setting<string?> JoinRun { get; } = File(
        SettingScope.Internal, "join-run", "folder of the run to write results into", "a new one");

    /// <summary>All settings, in the order in which help shows them.</summary>
    public static IReadOnlyList<Setting> All => Entries;
}
