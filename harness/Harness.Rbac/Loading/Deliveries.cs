using System.Globalization;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Objects by which a controller brings more objects to the cluster, roles and bindings among them: charts, folders of a repository,
/// operators. None of that is in the files. What is for another cluster, as the object says, is only noted.
/// </summary>
internal sealed class Deliveries
{
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["kustomize.toolkit.fluxcd.io"] = ["Kustomization"],
        ["helm.toolkit.fluxcd.io"] = ["HelmRelease"],
        ["argoproj.io"] = ["Application", "ApplicationSet"],
        ["helm.cattle.io"] = ["HelmChart", "HelmChartConfig"],
        ["fleet.cattle.io"] = ["GitRepo", "Bundle", "HelmOp"],
        ["operators.coreos.com"] = ["Subscription", "ClusterServiceVersion"],
        ["kappctrl.k14s.io"] = ["App"],
        ["packaging.carvel.dev"] = ["PackageInstall"],
    };

    /// <summary>What Argo CD calls the cluster that it runs in, and what may stand for anything.</summary>
    private static readonly string[] Own = ["kubernetes.default", "in-cluster", "localhost", "127.0.0.1", "{{"];

    private readonly List<string> _here = [];
    private readonly List<string> _elsewhere = [];

    /// <summary>The API groups that have such kinds.</summary>
    public static IEnumerable<string> Groups => Kinds.Keys;

    /// <summary>What is to be said of those for this cluster; null where there are none.</summary>
    public string? NotDecided => _here.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"what a controller brings by these objects is not known, as it is not in the files: {_here.Count}: {NamedFew.Of(_here)}; render ")
        + "it (helm template, flux build kustomization, argocd app manifests), give that with another --manifests, and leave these "
        + "objects' files out with --exclude, or the objects out of the stream";

    /// <summary>What is to be said of those for another cluster; null where there are none.</summary>
    public string? Note => _elsewhere.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"what a controller brings to other clusters by these objects was not read: {_elsewhere.Count}: {NamedFew.Of(_elsewhere)}");

    /// <summary>Whether an object is one, or a list of them.</summary>
    public static bool Is(string apiVersion, string kind) =>
        Kinds.TryGetValue(apiVersion.Split('/')[0], out var kinds) && kinds.Contains(ManifestTypes.Single(kind));

    /// <summary>Remembers an object, if it is one.</summary>
    public void Add(ObjectReader one)
    {
        if (!Is(one.ApiVersion, one.Kind))
            return;
        var name = (one.Map.Find("metadata") as YamlMap)?.Find("name") is YamlScalar text ? $" {Quoted.Cut(text.Text)}" : "";
        var to = one.Map.Find("spec") is YamlMap spec && IsElsewhere(one.ApiVersion.Split('/')[0], spec) ? _elsewhere : _here;
        to.Add($"{one.Fields.Location} ({one.Kind}{name})");
    }

    /// <summary>Flux names a kubeconfig, Argo CD a destination; a field of one is dropped from an object of the other.</summary>
    private static bool IsElsewhere(string group, YamlMap spec) => group switch
    {
        "argoproj.io" => IsElsewhere((spec.Find("template") as YamlMap)?.Find("spec") as YamlMap ?? spec),
        "kustomize.toolkit.fluxcd.io" or "helm.toolkit.fluxcd.io" => spec.Find("kubeConfig") is YamlMap config
            && (config.Find("secretRef") ?? config.Find("configMapRef")) is YamlMap { Fields.Count: > 0 },
        _ => false,
    };

    private static bool IsElsewhere(YamlMap application) => application.Find("destination") is YamlMap destination
        && (destination.Find("server") ?? destination.Find("name")) is YamlScalar { Text.Length: > 0 } cluster
        && !Array.Exists(Own, word => cluster.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
