using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Findings;

/// <summary>HR201 to HR206: resources that no request names, so that the rule does not do what was intended.</summary>
internal static class DeadResources
{
    private static readonly string[] ClusterScoped =
        ["nodes", ProxyAccess.Nodes, "nodes/status", "persistentvolumes", "clusterroles", "clusterrolebindings"];

    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfRules(
            new("HR201", Severity.Low, "services/* grants nothing",
                "RBAC has * for all resources and */SUB for one sub-resource of all resources, but no wildcard for the sub-resources of "
                + "one resource: services/* is compared literally and matches no request.",
                Docs.Rbac("referring-to-resources")),
            "Name the sub-resource: services/proxy.",
            WildcardSubresource),
        Detector.OfRules(
            new("HR202", Severity.Low, "Proxies named in the wrong API group",
                "services/proxy, pods/proxy and nodes/proxy are in the core group, whose name is the empty string. v1 is its version, and "
                + "core is only what people call it.",
                Docs.Rbac("referring-to-resources")),
            "Write apiGroups: [\"\"].",
            WrongGroup),
        Detector.OfRules(
            new("HR203", Severity.Low, "Resource misspelled",
                "Resources are plural and lower case, with the sub-resource after a slash. RBAC accepts any other word too, but it "
                + "matches no request.",
                Docs.Rbac("referring-to-resources")),
            "Write the plural in lower case, with the sub-resource after a slash: services/proxy, pods/log.",
            Misspelled),
        Detector.OfRules(
            new("HR204", Severity.Low, "Cluster-wide resource in a namespace's grant",
                "Nodes and other cluster-wide resources are in no namespace. A Role, or a ClusterRole bound by a RoleBinding, never "
                + "grants them.",
                Docs.Rbac("role-and-clusterrole")),
            "Remove the resource; if it is needed, grant it by a ClusterRoleBinding.",
            ClusterResourceInNamespace),
        new(
            new("HR205", Severity.Low, "Rules of an aggregating ClusterRole",
                "The cluster replaces the rules of a ClusterRole with an aggregationRule by those of the roles that its selectors find; "
                + "rules written there are lost.",
                Docs.Rbac("aggregated-clusterroles")),
            "Put the rules into a ClusterRole of their own that has the selector's label.",
            OverwrittenRules),
        Detector.OfRules(
            new("HR206", Severity.Low, "Resource in another API group",
                "A rule grants a resource only in the API groups that it names. None of these groups has the resource, so the rule grants "
                + "nothing for it.",
                Docs.Rbac("referring-to-resources")),
            "Write the API group that has the resource; kubectl api-resources lists them.",
            OtherGroup),
    ];

    private static Problem? WildcardSubresource(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.Resources.FirstOrDefault(resource => resource.EndsWith("/*", StringComparison.Ordinal)) is { } dead
            ? new($"{written.Role} names {dead}, which matches no request: RBAC has no wildcard for sub-resources", Named(dead))
            : null;

    /// <summary>The proxy, where there is one; a star for the resource as well most likely stands for services.</summary>
    private static string Named(string dead)
    {
        var proxy = dead == "*/*" ? ProxyAccess.Services : $"{dead[..^1]}proxy";
        return proxy == ProxyAccess.Services ? $"write resources: [\"{proxy}\"]"
            : $"name the sub-resources, e.g. {dead[..^1]}{(dead == "pods/*" ? "log" : "status")}";
    }

    private static Problem? WrongGroup(AnalysedRbac rbac, WrittenRule written) =>
        !written.Rule.HasGroup("") && written.Rule.Resources.FirstOrDefault(ProxyAccess.All.Contains) is { } resource
            ? new($"{written.Role} names {resource} in group {RuleText.Words(written.Rule.ApiGroups)}, which has no such resource",
                "write apiGroups: [\"\"]")
            : null;

    /// <summary>
    /// Only where every group is one of Kubernetes' own, whose resources are known: others may have a resource of the same name. The
    /// proxies in the wrong group are a finding of their own.
    /// </summary>
    private static Problem? OtherGroup(AnalysedRbac rbac, WrittenRule written)
    {
        if (written.Rule.ApiGroups.Count == 0 || !written.Rule.ApiGroups.All(KnownResources.Groups.Contains))
            return null;
        var (resource, own) = written.Rule.Resources.Except(ProxyAccess.All)
            .Where(resource => !ConstrainedImpersonation.IsMeant(written.Rule, resource))
            .Select(resource => (Resource: resource, Own: KnownResources.GroupsOf(resource.Split('/')[0])))
            .FirstOrDefault(one => one.Own.Count > 0 && !one.Own.Intersect(written.Rule.ApiGroups).Any());
        return own is null
            ? null
            : new($"{written.Role} names {resource} in group {RuleText.Quoted(written.Rule.ApiGroups)}, which has no such resource",
                $"write apiGroups: [{RuleText.Quoted(own)}] for {resource}");
    }

    private static Problem? Misspelled(AnalysedRbac rbac, WrittenRule written)
    {
        var isCore = written.Rule.ApiGroups is [""];
        var (word, intended) = written.Rule.Resources
            .Select(resource => (Word: resource,
                Intended: SpelledRight(resource) ?? (isCore ? KnownResources.MeantInCore(resource) : null)))
            .FirstOrDefault(one => one.Intended is not null && one.Intended != one.Word);
        return intended is null
            ? null
            : new($"{written.Role} names {word}, which matches no request", $"write resources: [\"{intended}\"]");
    }

    /// <summary>The proxy that a word most likely stands for: in the singular, in upper case, by its type's name, with a dot.</summary>
    private static string? SpelledRight(string word) =>
        word.ToLowerInvariant().Replace('.', '/').Split('/') is [var resource, "proxy" or "proxies"]
        ? ProxyAccess.All.FirstOrDefault(proxy => proxy.StartsWith(resource.TrimEnd('s') + "s/", StringComparison.Ordinal))
        : null;

    private static Problem? ClusterResourceInNamespace(AnalysedRbac rbac, WrittenRule written) =>
        (written.Role.Namespace is not null
            || (written.Grants.Count > 0 && written.Grants.All(grant => grant.Binding.Namespace is not null)))
        && written.Rule.Resources.FirstOrDefault(one => ClusterScoped.Contains(one)
            && !CheckedScope.HoldsInNamespace(written.Rule, one)) is { } resource
            ? new($"{written.Role} names {resource}, which is in no namespace, but it holds only in a namespace",
                $"remove {resource} from the rule")
            : null;

    private static IEnumerable<DetectedProblem> OverwrittenRules(AnalysedRbac rbac) =>
        from role in rbac.Snapshot.Roles
        where !rbac.Snapshot.IsAggregated && role.Aggregates is not null && role.Rules.Count > 0
        select new DetectedProblem(
            role.ToString(), $"{role} aggregates other roles, so its own rules are going to be overwritten",
            [new(role.ToString(), role.Location), new(RuleText.Of(role.Rules[0]), role.Rules[0].Location)],
            "write rules: [] here, and move the rules to a ClusterRole with the label that the selector asks for")
        {
            At = role.Rules[0].Location,
        };
}
