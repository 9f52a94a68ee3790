using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Analysis;

/// <summary>A resource with the verbs on it that matter.</summary>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource with its sub-resource.</param>
/// <param name="Verbs">Any of these.</param>
internal sealed record SensitiveAccess(string ApiGroup, string Resource, IReadOnlyList<string> Verbs)
{
    private const string Rbac = RbacRole.ApiGroup;

    /// <summary>
    /// Where a service's requests go: by its own ports and selector, or by the addresses behind it. create alone is not
    /// enough to take over a Service that exists (with delete it is: RemadeServices), but is for its addresses.
    /// </summary>
    public static IReadOnlyList<SensitiveAccess> Redirection { get; } =
    [
        new("", "services", ["update", "patch"]),
        new("", "endpoints", ["create", "update", "patch"]),
        new("discovery.k8s.io", "endpointslices", ["create", "update", "patch"]),
    ];

    /// <summary>Who stands behind a service: pods by their labels, whatever makes pods, and the address that a pod says it has.</summary>
    public static IReadOnlyList<SensitiveAccess> Backends { get; } =
    [
        new("", "pods", ["create", "update", "patch"]),
        new("", "pods/status", ["update", "patch"]),
        new("", "pods/ephemeralcontainers", ["update", "patch"]),
        new("", "replicationcontrollers", ["create", "update", "patch"]),
        new("apps", "deployments", ["create", "update", "patch"]),
        new("apps", "statefulsets", ["create", "update", "patch"]),
        new("apps", "daemonsets", ["create", "update", "patch"]),
        new("apps", "replicasets", ["create", "update", "patch"]),
        new("batch", "jobs", ["create", "update", "patch"]),
        new("batch", "cronjobs", ["create", "update", "patch"]),
    ];

    /// <summary>Pods on any port, by the proxy.</summary>
    public static IReadOnlyList<SensitiveAccess> PodProxy { get; } =
        [new("", ProxyAccess.Pods, ["get", "create", "update", "patch", "delete"])];

    /// <summary>Ways into a pod that ask for no proxy.</summary>
    public static IReadOnlyList<SensitiveAccess> PodDoors { get; } =
    [
        new("", "pods/exec", ["get", "create"]),
        new("", "pods/attach", ["get", "create"]),
        new("", "pods/portforward", ["get", "create"]),
    ];

    /// <summary>Granting permissions that one lacks.</summary>
    public static IReadOnlyList<SensitiveAccess> Escalating { get; } =
        [new(Rbac, "roles", ["escalate"]), new(Rbac, "clusterroles", ["escalate"])];

    /// <summary>Binding roles that one lacks.</summary>
    public static IReadOnlyList<SensitiveAccess> Binding { get; } = [new(Rbac, "roles", ["bind"]), new(Rbac, "clusterroles", ["bind"])];

    /// <summary>
    /// Acting as somebody else. Since Kubernetes 1.35 also by verbs of their own, which need another permission for what is done then.
    /// Source: https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/5284-constrained-impersonation
    /// </summary>
    public static IReadOnlyList<SensitiveAccess> Impersonating { get; } =
    [
        new("", "users", ["impersonate"]),
        new("", "groups", ["impersonate"]),
        new("", "serviceaccounts", ["impersonate"]),
        .. ConstrainedImpersonation.Resources.Select(resource =>
            new SensitiveAccess(ConstrainedImpersonation.ApiGroup, resource, ConstrainedImpersonation.Verbs)),
    ];

    /// <summary>Tokens of service accounts.</summary>
    public static IReadOnlyList<SensitiveAccess> MintingTokens { get; } = [new("", "serviceaccounts/token", ["create"])];

    /// <summary>
    /// Secrets, and the tokens among them: also by the answers to writes, even to one that writes nothing (dryRun=All).
    /// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/
    /// </summary>
    public static IReadOnlyList<SensitiveAccess> ReadingSecrets { get; } =
        [new("", "secrets", ["get", "list", "watch", "update", "patch", "delete", "deletecollection"])];

    /// <summary>Passing on one's own access.</summary>
    public static IReadOnlyList<SensitiveAccess> HandingOn { get; } =
        [new(Rbac, "rolebindings", ["create", "update", "patch"]), new(Rbac, "clusterrolebindings", ["create", "update", "patch"])];

    private static readonly SensitiveAccess[] Everything =
        [.. Redirection, .. Backends, .. PodDoors, .. Escalating, .. Binding, .. Impersonating, .. MintingTokens, .. ReadingSecrets,
            .. HandingOn];

    /// <summary>Whether a binding of a namespace gives any of it.</summary>
    public bool HoldsInNamespace => ApiGroup == ConstrainedImpersonation.ApiGroup
        ? Resource == "serviceaccounts"
        : Verbs.Any(verb => !CheckedScope.IsOfCluster(ApiGroup, Resource, verb));

    /// <summary>Whether a rule opens a proxy, or anything that matters as much.</summary>
    public static bool Is(RbacRule rule) =>
        ProxyAccess.Of(rule, clusterWide: true).Any() || Everything.Any(access => access.VerbsOf(rule).Any());

    /// <summary>The wildcard for a sub-resource of every resource: <c>*/exec</c>; null for what is no sub-resource.</summary>
    public static string? OfAny(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? $"*{resource[at..]}" : null;

    /// <summary>Whether a rule is about the resource.</summary>
    public bool IsIn(RbacRule rule) => rule.HasGroup(ApiGroup) && rule.HasResource(Resource);

    /// <summary>The verbs that matter of those that a rule grants; <c>*</c> for all.</summary>
    public IEnumerable<string> VerbsOf(RbacRule rule)
    {
        if (!IsIn(rule))
            return [];
        return rule.Verbs.Contains("*") ? ["*"] : Verbs.Where(verb => rule.Verbs.Contains(verb) && IsAlive(rule, verb));
    }

    /// <summary>
    /// Whether a rule is about the resource by its name, by <c>*/SUB</c>, or by a wildcard of its own group other than the core's; the
    /// wildcards of all groups and of the core group are findings of their own.
    /// </summary>
    public bool IsNamedBy(RbacRule rule) => rule.Resources.Contains(Resource)
        || (OfAny(Resource) is { } any && rule.Resources.Contains(any))
        || (ApiGroup.Length > 0 && rule.Resources.Contains("*") && rule.ApiGroups.Contains(ApiGroup));

    /// <summary>
    /// Whether a request can have the verb and a name that the rule allows. To create by name takes patch or update too (a server-side
    /// apply, a PUT), and those are told of by themselves.
    /// </summary>
    private bool IsAlive(RbacRule rule, string verb) => rule.HasNoName()
        ? verb is "create" or "list" or "watch" or "deletecollection" || rule.ResourceNames.Count == 0
            || rule.ResourceNames.Any(name => name.Length > 0)
        : verb is not ("create" or "deletecollection") || Resource.Contains('/', StringComparison.Ordinal);
}
