using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>
/// Impersonation of one kind of user, for one kind of action; since Kubernetes 1.35. The verbs and resources are only names to RBAC, as
/// nothing is served under them.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
/// </summary>
internal static class ConstrainedImpersonation
{
    /// <summary>The API group of the resources.</summary>
    public const string ApiGroup = "authentication.k8s.io";

    /// <summary>Who can be impersonated, and what can be said of them.</summary>
    public static IReadOnlyList<string> Resources { get; } = ["users", "groups", "serviceaccounts", "uids", "nodes"];

    /// <summary>The verbs on these.</summary>
    public static IReadOnlyList<string> Verbs { get; } =
    [
        "impersonate:user-info", "impersonate:serviceaccount", "impersonate:arbitrary-node", "impersonate:associated-node",
    ];

    /// <summary>Whether a rule is about impersonation, so that a resource, which no server has in that group, is meant.</summary>
    public static bool IsMeant(RbacRule rule, string resource) =>
        rule.ApiGroups.Contains(ApiGroup)
        && (Resources.Contains(resource) || resource.Split('/')[0] == "userextras")
        && rule.Verbs.Any(verb => verb == "*" || Verbs.Contains(verb));
}
