using Harness.Rbac.Objects;

namespace Harness.Rbac.Policies;

/// <summary>
/// Resources that a policy judges and that are none of Kubernetes' own: whether there is any of the name only a cluster can tell. Where
/// there is none, nobody has access to it, and every cell would be as the policy says.
/// </summary>
internal static class NamedResources
{
    /// <summary>Those of the scope, and those that are denied, each once.</summary>
    public static IReadOnlyList<(string ApiGroup, string Resource)> BeyondKubernetes(AccessPolicy policy) =>
    [
        .. policy.Parts.SelectMany(part => part.Scope.Resources).Where(one => !one.IsEverything)
            .Select(one => (one.ApiGroup, one.Resource))
            .Concat(policy.Consumers.SelectMany(consumer => consumer.Deny).Select(one => (one.ApiGroup, one.Resource)))
            .Distinct()
            .Where(one => !IsKnown(one.ApiGroup, one.Resource.Split('/'))),
    ];

    /// <summary>What has to be said where no cluster is asked; nothing where all that the policy names is Kubernetes' own.</summary>
    public static IReadOnlyList<string> NotesOfFiles(AccessPolicy policy)
    {
        var named = BeyondKubernetes(policy);
        return named.Count == 0
            ? []
            : [$"files do not tell whether a cluster has {string.Join(", ", named.Select(Text))}: misspelt in the policy, they are "
                + "closed to everybody; validate against a cluster as well"];
    }

    /// <summary>One as people write it.</summary>
    public static string Text((string ApiGroup, string Resource) one) =>
        one.ApiGroup.Length == 0 ? one.Resource : $"{one.Resource}.{one.ApiGroup}";

    private static bool IsKnown(string group, string[] parts) => KnownResources.GroupsOf(parts[0]).Contains(group)
        && (parts.Length == 1 || KnownResources.HasSubresource(KnownResources.Find(parts[0])!, parts[1]));
}
