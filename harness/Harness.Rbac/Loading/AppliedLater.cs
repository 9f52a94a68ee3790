using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// What says of an object that its file may not be applied with the others: a list that a server may not know, and the annotations and
/// labels by which a tool makes an object at a time of its own, on some clusters, once, or never.
/// Sources: https://helm.sh/docs/topics/charts_hooks/, https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/,
/// https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources,
/// https://carvel.dev/kapp/docs/latest/apply/, https://cloud.google.com/kubernetes-engine/config-sync/docs/how-to/managing-objects,
/// https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/addon-manager/README.md
/// </summary>
internal static class AppliedLater
{
    /// <summary>Each with the values that say nothing of the kind.</summary>
    private static readonly Dictionary<string, string[]> Marks = new()
    {
        ["helm.sh/hook"] = [],
        ["argocd.argoproj.io/hook"] = [],
        ["kustomize.toolkit.fluxcd.io/reconcile"] = ["enabled"],
        ["kustomize.toolkit.fluxcd.io/ssa"] = ["Override"],
        ["fluxcd.io/ignore"] = ["false"],
        ["fluxcd.controller.io/ignore"] = ["false"],
        ["kapp.k14s.io/noop"] = [],
        ["kapp.k14s.io/versioned"] = [],
        ["kapp.k14s.io/exists"] = [],
        ["kapp.k14s.io/create-strategy"] = ["", "fallback-on-update"],
        ["kapp.k14s.io/update-strategy"] = ["", "fallback-on-replace", "always-replace"],
        ["configmanagement.gke.io/managed"] = ["enabled"],
        ["configmanagement.gke.io/cluster-selector"] = [],
        ["configmanagement.gke.io/namespace-selector"] = [],
        ["configsync.gke.io/cluster-name-selector"] = [],
        ["client.lifecycle.config.k8s.io/mutation"] = [],
        ["addonmanager.kubernetes.io/mode"] = ["Reconcile"],
    };

    /// <summary>Whether an annotation or a label says so.</summary>
    public static bool IsSaidBy(YamlField mark) =>
        Marks.TryGetValue(mark.Name, out var harmless) && !(mark.Value is YamlScalar value && harmless.Contains(value.Text));

    /// <summary>What says so of an object; null where nothing does.</summary>
    public static string? Of(ObjectReader one)
    {
        if (one.AllMarks.FirstOrDefault(IsSaidBy) is { } mark)
            return Quoted.Cut(mark.Value is YamlScalar value ? $"{mark.Name}: {value.Text}" : mark.Name);
        return one.List is not { } list ? null
            : ManifestTypes.IsTakenFrom(list, one) ? Of(list)
            : $"in a {Quoted.Cut(list.Kind)} of {Quoted.Cut(list.ApiVersion)}";
    }
}
