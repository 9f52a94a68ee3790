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

    /// <summary>The verbs on a resource that are checked in a namespace although it is in none.</summary>
    public static IEnumerable<string> VerbsInNamespace(string group, string resource) =>
        InNamespace.Where(one => one.Group == group && one.Resource == resource).Select(one => one.Verb);

    /// <summary>
    /// Whether a resource lives in namespaces; null where Kubernetes itself does not have it. The resources of metrics.k8s.io are called
    /// as the core group's are, and live where those do.
    /// </summary>
    public static bool? LivesInNamespaces(string group, string resource)
    {
        var (name, ofGroup) = (resource.Split('/')[0], group == "metrics.k8s.io" ? "" : group);
        return KnownResources.GroupsOf(name).Contains(ofGroup) ? KnownResources.Find(name)?.IsNamespaced : null;
    }

    /// <summary>
    /// Whether a resource lives in no namespace, so that no Role can give it. A namespace object does not: a request for it counts as in
    /// itself.
    /// </summary>
    public static bool IsInNone(string group, string resource) =>
        LivesInNamespaces(group, resource) == false && resource.Split('/')[0] != "namespaces";

    /// <summary>What the authorizer is asked about a resource of a namespace: without it, where the resource is in none.</summary>
    public static AccessQuestion Question(string ns, string group, string resource, string name, string verb) =>
        new(IsInNone(group, resource) && !IsInNamespace(group, resource, verb) ? "" : ns, group, resource, name, verb);

    /// <summary>Whether a verb is checked without a namespace, so that no Role and no RoleBinding gives it.</summary>
    public static bool IsOfCluster(string group, string resource, string verb) =>
        KnownResources.Find(resource) is { IsNamespaced: false } known && known.ApiGroup == group && !IsInNamespace(group, resource, verb);

    /// <summary>Whether a rule that holds in a namespace gives any verb on a resource of the whole cluster there.</summary>
    public static bool HoldsInNamespace(RbacRule rule, string resource) => Array.Exists(InNamespace, one => one.Resource == resource
        && (rule.ApiGroups.Contains(one.Group) || rule.ApiGroups.Contains("*"))
        && (rule.Verbs.Contains(one.Verb) || rule.Verbs.Contains("*")));
}
