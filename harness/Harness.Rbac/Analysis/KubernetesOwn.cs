using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>
/// What Kubernetes is made of, and nobody can fix: its own roles, and its own bindings to its own components. Anyone who can become one of
/// those components controls the cluster anyway.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
/// </summary>
internal static class KubernetesOwn
{
    private const string Prefix = "system:";

    /// <summary>Whether a role is one of Kubernetes' default roles, which it restores at every start.</summary>
    public static bool IsDefault(RbacRole role) =>
        role.Namespace is null && (role.Name is "cluster-admin" || IsUserFacing(role.Name) || IsReserved(role.Name));

    /// <summary>Whether a ClusterRole is one of the default ones for people.</summary>
    public static bool IsUserFacing(string clusterRole) => clusterRole is "admin" or "edit" or "view";

    /// <summary>Whether a binding gives one of Kubernetes' own roles to one of its own components or to its administrators.</summary>
    public static bool Gives(RbacBinding binding, RbacSubject subject) => subject switch
    {
        { Kind: RbacSubjectKind.Group, Name: "system:masters" } => true, // never asked of RBAC at all
        { Kind: RbacSubjectKind.ServiceAccount } =>
            subject.Namespace == "kube-system" && IsReserved(binding.Name) && IsReserved(binding.RoleName),
        _ => IsComponent(subject.Name) && IsReserved(binding.RoleName),
    };

    private static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsComponent(string name) => IsReserved(name)
        && name is not (SubjectIdentity.Authenticated or SubjectIdentity.Unauthenticated or SubjectIdentity.Anonymous)
        && !SubjectIdentity.IsOfAccounts(name);
}
