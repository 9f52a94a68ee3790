using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>
/// The authorizer's documented behaviour with no thought for speed, written apart from the evaluator: every binding, every subject, every
/// rule. It works out aggregation as the controller does: rewrites roles until nothing changes.
/// </summary>
internal sealed class NaiveAuthorizer
{
    private readonly RbacSnapshot _snapshot;
    private readonly Dictionary<string, List<RbacRule>> _clusterRoles;

    public NaiveAuthorizer(RbacSnapshot snapshot)
    {
        _snapshot = snapshot;
        _clusterRoles = snapshot.Roles.Where(role => role.Namespace is null)
            .ToDictionary(role => role.Name, role => role.Aggregates is null ? role.Rules.ToList() : []);
        while (AggregateOnce())
        {
        }
    }

    public bool Allows(AccessSubject user, AccessQuestion question)
    {
        foreach (var binding in _snapshot.Bindings)
        {
            var applies = binding.Namespace is null || (question.Namespace != "" && binding.Namespace == question.Namespace);
            if (applies && binding.Subjects.Any(subject => IsOf(subject, binding, user))
                && RulesOf(binding).Any(rule => Allows(rule, question)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOf(RbacSubject subject, RbacBinding binding, AccessSubject user)
    {
        switch (subject.Kind)
        {
            case RbacSubjectKind.User:
                return user.User == subject.Name;
            case RbacSubjectKind.Group:
                return user.Groups.Contains(subject.Name);
            default:
                var ns = string.IsNullOrEmpty(subject.Namespace) ? binding.Namespace : subject.Namespace;
                return !string.IsNullOrEmpty(ns) && user.User == "system:serviceaccount:" + ns + ":" + subject.Name;
        }
    }

    private List<RbacRule> RulesOf(RbacBinding binding)
    {
        if (binding.RoleKind == "ClusterRole")
            return _clusterRoles.GetValueOrDefault(binding.RoleName, []);
        if (binding.RoleKind == "Role" && binding.Namespace is not null)
        {
            return [.. _snapshot.Roles.Where(role => role.Namespace == binding.Namespace && role.Name == binding.RoleName)
                .SelectMany(role => role.Rules)];
        }

        return [];
    }

    private static bool Allows(RbacRule rule, AccessQuestion question)
    {
        var verb = rule.Verbs.Contains("*") || rule.Verbs.Contains(question.Verb);
        if (question.Path is not null)
        {
            return verb && rule.NonResourceUrls.Any(url => url == "*" || url == question.Path
                || (url.EndsWith('*') && question.Path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)));
        }

        var parts = question.Resource.Split('/', 2);
        var resource = rule.Resources.Any(one => one == "*" || one == question.Resource || (parts.Length == 2 && one == "*/" + parts[1]));
        var group = rule.ApiGroups.Contains("*") || rule.ApiGroups.Contains(question.ApiGroup);
        var name = rule.ResourceNames.Count == 0 || rule.ResourceNames.Contains(question.Name);
        return verb && group && resource && name;
    }

    private bool AggregateOnce()
    {
        var hasChanged = false;
        foreach (var role in _snapshot.Roles.Where(role => role.Namespace is null && role.Aggregates is not null))
        {
            var union = new List<RbacRule>();
            foreach (var other in _snapshot.Roles.Where(other => other.Namespace is null && other.Name != role.Name
                && role.Aggregates!.Any(selector => Selects(selector, other))))
            {
                union.AddRange(_clusterRoles[other.Name].Where(rule => !union.Contains(rule)));
            }

            hasChanged |= union.Count != _clusterRoles[role.Name].Count;
            _clusterRoles[role.Name] = union;
        }

        return hasChanged;
    }

    private static bool Selects(LabelSelector selector, RbacRole role)
    {
        foreach (var (key, value) in selector.MatchLabels)
        {
            if (!role.Labels.ContainsKey(key) || role.Labels[key] != value)
                return false;
        }

        foreach (var requirement in selector.MatchExpressions)
        {
            var value = role.Labels.GetValueOrDefault(requirement.Key);
            if (requirement.Operator == "In" && (value is null || !requirement.Values.Contains(value)))
                return false;
            if (requirement.Operator == "NotIn" && value is not null && requirement.Values.Contains(value))
                return false;
            if (requirement.Operator == "Exists" && value is null)
                return false;
            if (requirement.Operator == "DoesNotExist" && value is not null)
                return false;
        }

        return true;
    }
}
