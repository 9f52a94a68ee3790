using Harness.Rbac.Objects;
using k8s.Models;

namespace Harness.Api;

/// <summary>Roles and bindings as the objects that the API server takes.</summary>
public static class RbacObjects
{
    /// <summary>A Role; <see cref="ToClusterRole"/> is for those of the whole cluster.</summary>
    public static V1Role ToRole(this RbacRole role) => new() { Metadata = Metadata(role), Rules = Rules(role) };

    /// <summary>A ClusterRole.</summary>
    public static V1ClusterRole ToClusterRole(this RbacRole role) => new()
    {
        Metadata = Metadata(role),
        Rules = Rules(role),
        AggregationRule = role.Aggregates is { } selectors
            ? new V1AggregationRule { ClusterRoleSelectors = [.. selectors.Select(Selector)] }
            : null,
    };

    /// <summary>A RoleBinding; <see cref="ToClusterRoleBinding"/> is for those of the whole cluster.</summary>
    public static V1RoleBinding ToRoleBinding(this RbacBinding binding) =>
        new() { Metadata = Metadata(binding), RoleRef = RoleRef(binding), Subjects = Subjects(binding) };

    /// <summary>A ClusterRoleBinding.</summary>
    public static V1ClusterRoleBinding ToClusterRoleBinding(this RbacBinding binding) =>
        new() { Metadata = Metadata(binding), RoleRef = RoleRef(binding), Subjects = Subjects(binding) };

    private static V1ObjectMeta Metadata(RbacRole role) =>
        new() { Name = role.Name, NamespaceProperty = role.Namespace, Labels = role.Labels.Count == 0 ? null : role.Labels.ToDictionary() };

    private static V1ObjectMeta Metadata(RbacBinding binding) => new() { Name = binding.Name, NamespaceProperty = binding.Namespace };

    private static List<V1PolicyRule> Rules(RbacRole role) => [.. role.Rules.Select(Rule)];

    private static V1PolicyRule Rule(RbacRule rule) => new()
    {
        ApiGroups = [.. rule.ApiGroups],
        Resources = [.. rule.Resources],
        ResourceNames = rule.ResourceNames.Count == 0 ? null : [.. rule.ResourceNames],
        Verbs = [.. rule.Verbs],
        NonResourceURLs = rule.NonResourceUrls.Count == 0 ? null : [.. rule.NonResourceUrls],
    };

    private static V1LabelSelector Selector(LabelSelector selector) => new()
    {
        MatchLabels = selector.MatchLabels.ToDictionary(),
        MatchExpressions = [.. selector.MatchExpressions.Select(Requirement)],
    };

    private static V1LabelSelectorRequirement Requirement(LabelRequirement one) =>
        new() { Key = one.Key, OperatorProperty = one.Operator, Values = [.. one.Values] };

    private static V1RoleRef RoleRef(RbacBinding binding) =>
        new() { ApiGroup = RbacRole.ApiGroup, Kind = binding.RoleKind, Name = binding.RoleName };

    private static List<Rbacv1Subject> Subjects(RbacBinding binding) => [.. binding.Subjects.Select(Subject)];

    private static Rbacv1Subject Subject(RbacSubject subject) => new()
    {
        ApiGroup = subject.Kind == RbacSubjectKind.ServiceAccount ? null : RbacRole.ApiGroup,
        Kind = subject.Kind.ToString(),
        Name = subject.Name,
        NamespaceProperty = subject.Namespace,
    };
}
