using Harness.Rbac.Objects;

namespace Harness.Rbac.Loading;

/// <summary>Names on which the access in manifests depends: a kustomization that writes them changes it.</summary>
/// <param name="Labels">The keys of labels by which ClusterRoles aggregate, beside RBAC's own.</param>
/// <param name="ResourceNames">The names of objects in rules.</param>
/// <param name="Local">The objects that kustomize leaves out by an annotation of theirs.</param>
internal sealed record NamesOfAccess(IReadOnlySet<string> Labels, IReadOnlySet<string> ResourceNames, IReadOnlyList<string> Local)
{
    /// <summary>Admission's objects, which have to be applied to refuse anything.</summary>
    public IReadOnlyList<AdmissionObject> Admission { get; init; } = [];

    /// <summary>The files of roles and bindings.</summary>
    public IReadOnlyCollection<string> Files { get; init; } = [];

    /// <summary>None at all.</summary>
    public static NamesOfAccess None { get; } = new(new HashSet<string>(), new HashSet<string>(), []);
}
