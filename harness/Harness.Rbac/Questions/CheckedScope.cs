using Harness.Rbac.Objects;

namespace Harness.Rbac.Questions;

/// <summary>
/// Where Kubernetes checks what. A resource of the whole cluster is checked without a namespace, but for a few verbs that are about
/// something in one: a RoleBinding that binds a ClusterRole, a pod that uses a policy.
/// Sources: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/rbac/escalation_check.go (BindingAuthorized),
/// https://github.com/kubernetes/kubernetes/blob/v1.24.0/pkg/security/podsecuritypolicy/admission.go
/// </summary>
internal static class CheckedScope
{
    private static readonly (string Group, string Resource, string Verb)[] InNamespace =
    [
        (RbacRole.ApiGroup, "clusterroles", "bind"),
        ("policy", "podsecuritypolicies", "use"),
        ("extensions", "podsecuritypolicies", "use"),
        ("security.openshift.io", "securitycontextconstraints", "use"),
    ];

    /// <summary>Whether a verb is checked in a namespace although its resource is in none.</summary>
    public static bool IsInNamespace(string group, string resource, string verb) => InNamespace.Contains((group, resource, verb));

    /// <summary>Whether a verb is checked without a namespace, so that no Role and no RoleBinding gives it.</summary>
    public static bool IsOfCluster(string group, string resource, string verb) =>
        KnownResources.Find(resource) is { IsNamespaced: false } known && known.ApiGroup == group && !IsInNamespace(group, resource, verb);

    /// <summary>Whether a rule that holds in a namespace gives any verb on a resource of the whole cluster there.</summary>
    public static bool HoldsInNamespace(RbacRule rule, string resource) => Array.Exists(InNamespace, one => one.Resource == resource
        && (rule.ApiGroups.Contains(one.Group) || rule.ApiGroups.Contains("*"))
        && (rule.Verbs.Contains(one.Verb) || rule.Verbs.Contains("*")));
}
