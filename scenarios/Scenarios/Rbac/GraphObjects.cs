using Harness.Rbac.Objects;
using k8s.Models;

namespace Harness.Scenarios.Rbac;

/// <summary>RBAC values as the objects that the API takes.</summary>
internal static class GraphObjects
{
    private const string Group = "rbac.authorization.k8s.io";

    public static V1Role Role(RbacRole role, IDictionary<string, string> labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = role.Name, Labels = labels },
        Rules = [.. role.Rules.Select(Rule)],
    };

    public static V1ClusterRole ClusterRole(RbacRole role, IDictionary<string, string> labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = role.Name, Labels = role.Labels.Concat(labels).ToDictionary() },
        Rules = [.. role.Rules.Select(Rule)],
        AggregationRule = role.Aggregates is { } selectors ? new V1AggregationRule { ClusterRoleSelectors = [.. selectors.Select(Selector)] } : null,
    };

    public static V1RoleBinding RoleBinding(RbacBinding binding, IDictionary<string, string> labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = binding.Name, Labels = labels },
        RoleRef = RoleRef(binding),
        Subjects = [.. binding.Subjects.Select(Subject)],
    };

    public static V1ClusterRoleBinding ClusterRoleBinding(RbacBinding binding, IDictionary<string, string> labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = binding.Name, Labels = labels },
        RoleRef = RoleRef(binding),
        Subjects = [.. binding.Subjects.Select(Subject)],
    };

    private static V1PolicyRule Rule(RbacRule rule) => new()
    {
        ApiGroups = [.. rule.ApiGroups],
        Resources = [.. rule.Resources],
        ResourceNames = [.. rule.ResourceNames],
        Verbs = [.. rule.Verbs],
        NonResourceURLs = [.. rule.NonResourceUrls],
    };

    private static V1LabelSelector Selector(LabelSelector selector) => new()
    {
        MatchLabels = selector.MatchLabels.ToDictionary(),
        MatchExpressions =
        [
            .. selector.MatchExpressions.Select(one => new V1LabelSelectorRequirement { Key = one.Key, OperatorProperty = one.Operator, Values = [.. one.Values] }),
        ],
    };

    private static V1RoleRef RoleRef(RbacBinding binding) => new() { ApiGroup = Group, Kind = binding.RoleKind, Name = binding.RoleName };

    private static Rbacv1Subject Subject(RbacSubject subject) => new()
    {
        ApiGroup = subject.Kind == RbacSubjectKind.ServiceAccount ? null : Group,
        Kind = subject.Kind.ToString(),
        Name = subject.Name,
        NamespaceProperty = subject.Namespace,
    };
}
