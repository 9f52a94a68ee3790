using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Tests.Graphs;

/// <summary>RBAC to ask about: a group, an account, a ClusterRole that aggregates, a role that is not known.</summary>
internal static class SampleAccess
{
    private static readonly LabelSelector ToSum = new(new Dictionary<string, string> { ["to"] = "sum" }, []);

    public static AccessQuestion Question { get; } = new("shop", "", "services/proxy", "web", "get");

    public static RbacRule Proxy { get; } = new([""], ["services/proxy"], ["web"], ["get"])
    {
        Location = new SourceLocation("rbac.yaml", 5),
    };

    public static RbacSubject Consumer { get; } = RbacSubject.ServiceAccount("shop", "consumer");

    public static RbacSubject Admins { get; } = new(RbacSubjectKind.Group, "admins");

    /// <summary>A ClusterRole that takes over what others grant, as a cluster has it.</summary>
    public static RbacRole Sum { get; } = new(null, "sum", []) { Aggregates = [ToSum] };

    public static RbacRole Part(string name, RbacRule rule) => new(null, name, [rule])
    {
        Labels = ToSum.MatchLabels,
        Location = new SourceLocation($"{name}.yaml", 1),
    };

    public static RbacBinding Binding(string name, string role, params RbacSubject[] subjects) =>
        new("shop", name, role == "sum" ? "ClusterRole" : "Role", role, subjects) { Location = new SourceLocation("rbac.yaml", 9) };

    public static AccessEvaluator Evaluator(IReadOnlyList<RbacRole> roles, params RbacBinding[] bindings) =>
        new(new RbacSnapshot("rbac.yaml", roles, bindings));
}
