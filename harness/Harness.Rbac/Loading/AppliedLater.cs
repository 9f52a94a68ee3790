using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Admission's objects that a tool makes at a time of its own, or never: hooks of Helm's and Argo CD's, and what Flux leaves alone. A role
/// too many only adds access; a policy that is not there refuses nothing.
/// Sources: https://helm.sh/docs/topics/charts_hooks/, https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/,
/// https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
/// </summary>
internal sealed class AppliedLater
{
    private static readonly string[] Annotations =
        ["helm.sh/hook", "argocd.argoproj.io/hook", "kustomize.toolkit.fluxcd.io/reconcile", "kustomize.toolkit.fluxcd.io/ssa"];

    private readonly List<string> _later = [];

    /// <summary>What is to be said of them; null where there are none.</summary>
    public string? NotDecided => _later.Count == 0 ? null
        : "whether what a tool makes at a time of its own, or leaves alone, is in force is not known: "
            + $"{NamedFew.Of(_later)}; take the annotation away, or leave such objects out";

    /// <summary>Whether an annotation says so.</summary>
    public static bool IsSaidBy(string annotation) => Annotations.Contains(annotation);

    /// <summary>Remembers an object, if it is one.</summary>
    public void Look(ObjectReader one, AdmissionObject admission)
    {
        if ((one.Map.Find("metadata") as YamlMap)?.Find("annotations") is YamlMap annotations
            && Array.Find(Annotations, name => annotations.Find(name) is not null) is { } said)
        {
            _later.Add($"{admission} ({said})");
        }
    }
}
