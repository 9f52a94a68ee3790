using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR60x: roles that give more than was meant by the way they are bound.</summary>
internal static class WideBindings
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfGrants(
            new("HR601", Severity.High, "Broad role bound where services/proxy was meant",
                "edit, admin and cluster-admin include every service's proxy, every pod's, and the secrets; view includes no proxy at all.",
                Docs.Rbac("user-facing-roles")),
            "Bind a Role on services/proxy with resourceNames.",
            BroadRole),
        new(
            new("HR602", Severity.Medium, "Role aggregates into a broad role",
                "What a ClusterRole with a label aggregate-to-admin, aggregate-to-edit or aggregate-to-view grants, everybody has who is bound to that role, anywhere.",
                Docs.Rbac("aggregated-clusterroles")),
            "Remove the label, and bind the role to whom it is meant for.",
            Aggregating),
        Detector.OfGrants(
            new("HR603", Severity.Medium, "ClusterRoleBinding where a RoleBinding was meant",
                "A ClusterRoleBinding holds in every namespace: services of the same name there, and in namespaces yet to come, are open too.",
                Docs.Rbac("rolebinding-and-clusterrolebinding")),
            "Write a RoleBinding in the namespace.",
            TooWide),
    ];

    /// <summary>Evidence that services were meant: the policy lists the subject, or it has some by name already.</summary>
    private static DetectedProblem? BroadRole(AnalysedRbac rbac, SubjectGrant grant)
    {
        if (grant.Role.Role is not { Namespace: null, Name: "admin" or "edit" or "cluster-admin" } role)
            return null;
        var (why, fix) = rbac.Reach.IsConsumer(grant.Subject)
            ? ("is a consumer of the policy", $"bind a Role with what the policy allows: {RuleText.Of(rbac.IntendedRule([grant]))}")
            : rbac.NamedServices.Beside(grant) is { } named
                ? ($"has services/proxy of {RuleText.Quoted(named.Rule.Rule.ResourceNames)}", $"remove {grant.Subject} from {grant.Binding}")
                : default;
        return why is null
            ? null
            : DetectedProblem.In(grant, grant.Role.Rules.Where(rule => ProxyAccess.Of(rule.Rule, grant.Binding.Namespace is null).Any()),
                $"{grant.Subject} {why}, but {grant.Binding} gives it all of {role} {grant.Where}", fix);
    }

    private static IEnumerable<DetectedProblem> Aggregating(AnalysedRbac rbac) =>
        from role in rbac.Snapshot.Roles
        where role.Namespace is null && !KubernetesOwn.IsDefault(role)
        let broad = role.Labels.Where(label => label.Key.StartsWith(DefaultRoles.AggregateTo, StringComparison.Ordinal) && label.Value == "true")
            .Select(label => label.Key[DefaultRoles.AggregateTo.Length..]).Where(KubernetesOwn.IsUserFacing).Order(StringComparer.Ordinal).ToList()
        where broad.Count > 0
        let rules = role.Rules.Where(SensitiveAccess.Is).ToList()
        where rules.Count > 0
        select new DetectedProblem(
            role.ToString(),
            $"{role} gives {RuleText.Words(rules.SelectMany(rule => rule.Resources))} to everybody who is bound to {RuleText.Words(broad)}",
            [new(role.ToString(), role.Location), .. rules.Select(rule => new EvidenceStep(RuleText.Of(rule), rule.Location))],
            $"remove the label {DefaultRoles.AggregateTo}{broad[0]}, and bind {role.Name} to whom it is meant for")
        {
            At = role.Location,
        };

    /// <summary>Evidence that one namespace was meant: the policy lists the subject, or the rule names services, which are one namespace's.</summary>
    private static DetectedProblem? TooWide(AnalysedRbac rbac, SubjectGrant grant)
    {
        if (grant.Binding.Namespace is not null || KubernetesOwn.IsDefault(grant.Role.Role))
            return null;
        var proxies = grant.Role.Rules.Where(rule => ProxyAccess.Of(rule.Rule, false).Any(one => one.Resource == ProxyAccess.Services)).ToList();
        return proxies.Count > 0 && (rbac.Reach.IsConsumer(grant.Subject) || proxies.Any(rule => rule.Rule.ResourceNames.Count > 0))
            ? DetectedProblem.In(grant, proxies,
                $"{grant.Subject} has services/proxy in every namespace, "
                + (rbac.Policy is null ? "although its rule names services" : $"although the policy is about {RuleText.Words(rbac.Policy.Namespaces)}"),
                $"write a RoleBinding with metadata.namespace: {rbac.Policy?.Namespaces[0] ?? "NAMESPACE"} and the same roleRef and subjects")
            : null;
    }
}
