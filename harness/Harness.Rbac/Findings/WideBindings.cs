using Harness.Rbac.Analysis;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR60x: roles that give more than was intended by the way they are bound.</summary>
internal static class WideBindings
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfGrants(
            new("HR601", Severity.High, "Broad role bound where services/proxy was intended",
                "edit, admin and cluster-admin include the proxies of all services and pods, and secrets; view includes no proxy at all.",
                Docs.Rbac("user-facing-roles")),
            "Bind a Role on services/proxy with resourceNames.",
            BroadRole),
        new(
            new("HR602", Severity.Medium, "Role aggregates into a broad role",
                "Everybody who is bound to admin, edit or view, anywhere, has what a ClusterRole with the label aggregate-to-admin, "
                + "aggregate-to-edit or aggregate-to-view grants.",
                Docs.Rbac("aggregated-clusterroles")),
            "Remove the label, and bind the role to the intended subjects.",
            Aggregating),
        Detector.OfGrants(
            new("HR603", Severity.Medium, "ClusterRoleBinding where a RoleBinding was intended",
                "A ClusterRoleBinding holds in every namespace: services of the same name in other namespaces, including new ones, are "
                + "open too.",
                Docs.Rbac("rolebinding-and-clusterrolebinding")),
            "Write a RoleBinding in the namespace.",
            TooWide),
    ];

    /// <summary>Evidence that services were intended: the policy lists the subject, or it has some by name already.</summary>
    private static DetectedProblem? BroadRole(AnalysedRbac rbac, SubjectGrant grant)
    {
        var role = grant.Role.Role;
        if (!IsBroad(role))
            return null;
        var (why, fix) = rbac.Reach.IsConsumer(grant.Subject)
            ? ("is a consumer of the policy", $"bind a Role with what the policy allows: {RuleText.Of(rbac.IntendedRules([grant]))}")
            : rbac.NamedServices.Beside(grant) is { } named
                ? ($"{Whose(named.Grant.Subject, grant.Subject)} services/proxy of {RuleText.Quoted(named.Rule.Rule.ResourceNames)}",
                    $"remove {grant.Subject} from {grant.Binding}")
                : default;
        return why is null
            ? null
            : DetectedProblem.In(grant, grant.Role.Rules.Where(rule => ProxyAccess.Of(rule.Rule, grant.Binding.Namespace is null).Any()),
                $"{grant.Subject} {why}, but {grant.Binding} gives it all of {role} {grant.Where}", fix);
    }

    /// <summary>The services by name may be those of one member of a group.</summary>
    private static string Whose(RbacSubject named, RbacSubject subject) =>
        SubjectIdentity.Key(named) == SubjectIdentity.Key(subject) ? "has" : $"takes in {named}, which has";

    /// <summary>Whether a role is one of those for people that open proxies.</summary>
    internal static bool IsBroad(RbacRole role) => role is { Namespace: null, Name: "admin" or "edit" or "cluster-admin" };

    private static IEnumerable<DetectedProblem> Aggregating(AnalysedRbac rbac) =>
        from role in rbac.Snapshot.Roles
        where role.Namespace is null
        let broad = TargetsOf(role).Order(StringComparer.Ordinal).ToList()
        where broad.Count > 0
        let isOwn = broad.TrueForAll(target => rbac.Own.Labels(role, BootstrapObjects.AggregateTo + target))
        // What view, edit and admin take over from each other is told of the role that puts it there.
        let takesOver = isOwn && role.Aggregates is not null
        let rules = role.Rules.Where(rule =>
            SensitiveAccess.Is(rule) && !takesOver && !(isOwn && rbac.Own.Writes(role, rule))).ToList()
        where rules.Count > 0
        select new DetectedProblem(
            role.ToString(),
            $"{role} gives {RuleText.Words(rules.SelectMany(rule => rule.Resources))} to everybody who is bound to {RuleText.Words(broad)}",
            [new(role.ToString(), role.Location), .. rules.Select(rule => new EvidenceStep(RuleText.Of(rule), rule.Location))],
            $"remove the label {BootstrapObjects.AggregateTo}{broad[0]}, and bind {role.Name} to the intended subjects")
        {
            At = role.Location,
        };

    /// <summary>The roles for people that a role's labels aggregate it into.</summary>
    private static IEnumerable<string> TargetsOf(RbacRole role) =>
        from label in role.Labels
        where label.Key.StartsWith(BootstrapObjects.AggregateTo, StringComparison.Ordinal) && label.Value == "true"
        let target = label.Key[BootstrapObjects.AggregateTo.Length..]
        where target is "admin" or "edit" or "view"
        select target;

    /// <summary>
    /// Evidence that one namespace was intended: the policy lists the subject, or the rule names services, which are one namespace's.
    /// </summary>
    private static DetectedProblem? TooWide(AnalysedRbac rbac, SubjectGrant grant)
    {
        if (grant.Binding.Namespace is not null || IsBroad(grant.Role.Role))
            return null;
        var proxies = grant.Role.Rules
            .Where(rule => ProxyAccess.Of(rule.Rule, clusterWide: false).Any(one => one.Resource == ProxyAccess.Services)).ToList();
        return proxies.Count > 0 && (rbac.Reach.IsConsumer(grant.Subject) || proxies.Any(rule => rule.Rule.ResourceNames.Count > 0))
            ? DetectedProblem.In(grant, proxies,
                $"{grant.Subject} has services/proxy in every namespace, "
                + (rbac.Whole is { Namespaces: var covered }
                    ? $"although the policy covers only {RuleText.Words(covered)}"
                    : "although its rule names services"),
                $"write a RoleBinding with metadata.namespace: {rbac.Whole?.Namespaces[0] ?? "NAMESPACE"} and the same roleRef and "
                + "subjects")
            : null;
    }
}
