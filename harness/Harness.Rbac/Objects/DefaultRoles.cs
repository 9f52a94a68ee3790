namespace Harness.Rbac.Objects;

/// <summary>
/// The ClusterRoles that every cluster has for people: files bind them without having them. As of Kubernetes 1.34; older clusters let edit
/// write endpoints too, and differ in nothing that opens a proxy.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
/// </summary>
internal static class DefaultRoles
{
    /// <summary>A label that begins so puts a ClusterRole's rules into the role for people whose name follows.</summary>
    internal const string AggregateTo = RbacRole.ApiGroup + "/aggregate-to-";

    private const string Apps = "daemonsets deployments deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale";
    private const string Claims = "persistentvolumeclaims";
    private const string Controllers = "replicationcontrollers replicationcontrollers/scale";
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];

    /// <summary>cluster-admin; admin, edit and view, which aggregate; and what they aggregate.</summary>
    public static IReadOnlyList<RbacRole> All { get; } =
    [
        new(null, "cluster-admin", [Rule("*", "*", ["*"]), new RbacRule([], [], [], ["*"]) { NonResourceUrls = ["*"] }]),
        Aggregating("admin"),
        Aggregating("edit", into: "admin"),
        Aggregating("view", into: "edit"),
        Part("admin",
            Rule("authorization.k8s.io", "localsubjectaccessreviews", ["create"]),
            Rule(RbacRole.ApiGroup, "rolebindings roles", [.. Read, .. Write])),
        Part("edit",
            Rule("", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy", Read),
            Rule("", "serviceaccounts", ["impersonate"]),
            Rule("", "pods pods/attach pods/exec pods/portforward pods/proxy", Write),
            Rule("", "pods/eviction", ["create"]),
            Rule("", $"configmaps events {Claims} {Controllers} secrets serviceaccounts services services/proxy", Write),
            Rule("", "serviceaccounts/token", ["create"]),
            Rule("apps", $"{Apps} deployments/rollback", Write),
            Rule("autoscaling", "horizontalpodautoscalers", Write),
            Rule("batch", "cronjobs jobs", Write),
            Rule("policy", "poddisruptionbudgets", Write),
            Rule("networking.k8s.io", "ingresses networkpolicies", Write),
            Rule("coordination.k8s.io", "leases", [.. Read, .. Write])),
        Part("view",
            Rule("", $"configmaps endpoints {Claims} {Claims}/status pods {Controllers} serviceaccounts services services/status", Read),
            Rule("", "bindings events limitranges namespaces namespaces/status pods/log pods/status replicationcontrollers/status", Read),
            Rule("", "resourcequotas resourcequotas/status", Read),
            Rule("discovery.k8s.io", "endpointslices", Read),
            Rule("apps", $"{Apps} controllerrevisions daemonsets/status deployments/status replicasets/status statefulsets/status", Read),
            Rule("autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", Read),
            Rule("batch", "cronjobs cronjobs/status jobs jobs/status", Read),
            Rule("policy", "poddisruptionbudgets poddisruptionbudgets/status", Read),
            Rule("networking.k8s.io", "ingresses ingresses/status networkpolicies", Read)),
    ];

    /// <summary>
    /// A snapshot of files with the default roles that the files do not have; a cluster's has them already and stays as it is.
    /// </summary>
    public static RbacSnapshot WithDefaultRoles(this RbacSnapshot snapshot)
    {
        if (snapshot.IsAggregated)
            return snapshot;
        var there = snapshot.Roles.Where(role => role.Namespace is null).Select(role => role.Name).ToHashSet();
        return snapshot with { Roles = [.. snapshot.Roles, .. All.Where(role => !there.Contains(role.Name))] };
    }

    private static RbacRole Aggregating(string name, string? into = null) => new(null, name, [])
    {
        Aggregates = [new LabelSelector(new Dictionary<string, string> { [AggregateTo + name] = "true" }, [])],
        Labels = into is null ? new Dictionary<string, string>() : Label(into),
    };

    private static RbacRole Part(string of, params RbacRule[] rules) =>
        new(null, $"system:aggregate-to-{of}", rules) { Labels = Label(of) };

    private static Dictionary<string, string> Label(string into) => new() { [AggregateTo + into] = "true" };

    private static RbacRule Rule(string group, string resources, string[] verbs) => new([group], resources.Split(' '), [], verbs);
}
