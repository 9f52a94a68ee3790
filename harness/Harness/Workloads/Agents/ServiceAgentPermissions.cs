using Harness.Clusters.Existing;
using Harness.Rbac.Objects;

namespace Harness.Workloads.Agents;

/// <summary>What agents that load a service of somebody's own need: in a namespace that is made for them, and in the service's.</summary>
/// <param name="Namespace">The service's namespace.</param>
/// <param name="Name">The service as RBAC names it in the proxy's URL, its port included.</param>
/// <param name="Method">The HTTP method that is measured.</param>
public sealed record ServiceAgentPermissions(string Namespace, string Name, string Method)
{
    /// <summary>Whether agents are pods of a Job; null where the cluster's version is not known yet.</summary>
    public bool? IsJob { get; init; }

    /// <summary>Whether the nodes must be looked at for the agents' image: not where another was named.</summary>
    public bool LooksAtNodes { get; init; } = true;

    /// <summary>The verb of <c>services/proxy</c> that the method is authorized as.</summary>
    public string Verb => HttpVerb.Of(Method) is { Length: > 0 } verb ? verb : "*";

    /// <summary>Every permission.</summary>
    public IReadOnlyList<AccessQuestion> Needed =>
    [
        .. PermissionCheck.Ask("", "", "namespaces", "create", "delete", "list"),
        .. PermissionCheck.Ask("", "authorization.k8s.io", "subjectaccessreviews", "create"),
        .. LooksAtNodes ? PermissionCheck.Ask("", "", "nodes", "list") : [],
        .. InOwn("", "serviceaccounts", "create", "get"),
        .. InOwn("", "secrets", "create", "delete"),
        .. InOwn("", "pods", IsJob == true ? ["deletecollection", "get", "list"] : ["create", "deletecollection", "get", "list"]),
        .. InOwn("", "pods/proxy", "create", "get"),
        .. InOwn("", "events", "list"),
        .. IsJob == false ? [] : InOwn("batch", "jobs", "create", "delete"),
        .. PermissionCheck.Ask(Namespace, "", "services", "get"),
        .. PermissionCheck.Ask(Namespace, "", "endpoints", "get"),
        .. PermissionCheck.Ask(Namespace, RbacRole.ApiGroup, "roles", "create", "delete"),
        .. PermissionCheck.Ask(Namespace, RbacRole.ApiGroup, "rolebindings", "create", "delete"),
        // It is asked once as the kubeconfig's user; and RBAC lets nobody grant what they lack.
        new AccessQuestion(Namespace, "", "services/proxy", Name, Verb),
    ];

    /// <summary>What helps where it is granted: it shows whether a pod was restarted meanwhile, and what keeps agents from it.</summary>
    public IReadOnlyList<AccessQuestion> Useful =>
    [
        .. PermissionCheck.Ask(Namespace, "", "pods", "list"),
        .. PermissionCheck.Ask(Namespace, "networking.k8s.io", "networkpolicies", "list"),
    ];

    private static IEnumerable<AccessQuestion> InOwn(string group, string resource, params string[] verbs) =>
        PermissionCheck.Ask(PermissionCheck.AnyNamespace, group, resource, verbs);
}
