using Harness.Rbac.Yaml;

namespace Harness.Rbac.Objects;

/// <summary>
/// One rule of a role. Lists are as written: an empty list matches nothing, but empty <see cref="ResourceNames"/> match every name.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/
/// </summary>
/// <param name="ApiGroups">API groups; empty string for the core group, <c>*</c> for all.</param>
/// <param name="Resources">Resources, sub-resources after a slash; <c>*</c> for all, <c>*/SUB</c> for one sub-resource of all.</param>
/// <param name="ResourceNames">Names that the rule is restricted to; empty for every name.</param>
/// <param name="Verbs">API verbs; <c>*</c> for all, also the empty verb.</param>
public sealed record RbacRule(
    IReadOnlyList<string> ApiGroups, IReadOnlyList<string> Resources, IReadOnlyList<string> ResourceNames, IReadOnlyList<string> Verbs)
{
    /// <summary>Paths outside of resources, in cluster roles; <c>*</c> or a trailing <c>*</c> is a wildcard.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    /// <summary>Where it stands; null when it was read from a cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Whether another one has the same words in the same order.</summary>
    internal bool IsSame(RbacRule other) =>
        Verbs.SequenceEqual(other.Verbs) && Resources.SequenceEqual(other.Resources) && ApiGroups.SequenceEqual(other.ApiGroups)
        && ResourceNames.SequenceEqual(other.ResourceNames) && NonResourceUrls.SequenceEqual(other.NonResourceUrls);
}
