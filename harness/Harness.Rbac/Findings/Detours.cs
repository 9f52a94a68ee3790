using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR4xx: ways past services/proxy to what it guards.</summary>
internal static class Detours
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfRules(
            new("HR401", Severity.Critical, "nodes/proxy",
                "nodes/proxy leads to the kubelet's own API: a get there reads the logs of every pod and runs commands in every container "
                + "of the node, bypassing admission and audit.",
                Docs.GoodPractices("access-to-proxy-subresource-of-nodes")),
            "Remove nodes/proxy; for metrics, grant nodes/metrics and nodes/stats.",
            NodesProxy),
        Beside(
            new("HR402", Severity.High, "pods/proxy beside a named service",
                "pods/proxy reaches every pod on every port, including those behind other services, so naming services restricts nothing.",
                Docs.GoodPractices("least-privilege")),
            "Remove pods/proxy.",
            SensitiveAccess.PodProxy),
        Beside(
            new("HR403", Severity.High, "exec, attach or port-forward beside a named service",
                "pods/exec and pods/attach run commands in pods, and pods/portforward reaches all their ports, so naming services "
                + $"restricts nothing. Up to Kubernetes {KubernetesChanges.WebSocketsToPodsNeedCreate.LastBefore} get is enough.",
                Docs.GoodPractices("privilege-escalation-risks")),
            "Remove pods/exec, pods/attach and pods/portforward.",
            SensitiveAccess.PodDoors),
        Detector.OfGrants(
            new("HR404", Severity.High, "A named service can be redirected",
                "Anyone who can write a Service's ports and selector, its Endpoints or its EndpointSlices decides where the consumers' "
                + "requests go.",
                Docs.Services),
            "Remove the verbs, or list the subject in the policy under ignore, with the reason.",
            (rbac, grant) => Takeover(rbac, grant, SensitiveAccess.Redirection, "so can decide where requests to {0} go")),
        Detector.OfGrants(
            new("HR405", Severity.High, "Somebody can stand behind a named service",
                "A Service's requests go to every ready pod with its labels. Anyone who can create or change pods, or the workloads that "
                + "create them, can put a pod of their own there.",
                Docs.GoodPractices("workload-creation")),
            "Remove the verbs, or list the subject in the policy under ignore, with the reason.",
            (rbac, grant) => Takeover(rbac, grant, SensitiveAccess.Backends, "so can answer requests to {0}")),
        Detector.OfGrants(
            new("HR406", Severity.High, "Somebody can enter the pods of a named service",
                "pods/exec and pods/attach run commands in the pods that answer the consumers' requests, and pods/portforward reaches all "
                + "their ports, without any permission on services/proxy.",
                Docs.GoodPractices("privilege-escalation-risks")),
            "Remove the verbs, or list the subject in the policy under ignore, with the reason.",
            Entry),
    ];

    private static Problem? NodesProxy(AnalysedRbac rbac, WrittenRule written)
    {
        var open = ProxyAccess.Of(written.Rule, clusterWide: true).Where(one => one.Resource == ProxyAccess.Nodes).ToList();
        return written.Rule.Resources.Contains(ProxyAccess.Nodes) && open.Count > 0
            && written.Grants.FirstOrDefault(grant => grant.Binding.Namespace is null) is { } grant
            ? new($"{grant.Subject} may {ProxyAccess.Text(open)}, and so run commands in every container there",
                "remove nodes/proxy from the rule; metrics are nodes/metrics and nodes/stats")
            : null;
    }

    /// <summary>A subject that has services by name, and in the same namespace something that makes the names pointless.</summary>
    private static Detector Beside(FindingRule kind, string remedy, IReadOnlyList<SensitiveAccess> doors) => Detector.OfGrants(
        kind,
        remedy,
        (rbac, grant) =>
        {
            var open = UnlistedAccess.Of(rbac, grant, doors).Where(one => one.Rule.Rule.Resources.Contains(one.Resource)).ToList();
            if (open.Count == 0 || WideBindings.IsBroad(grant.Role.Role) || rbac.NamedServices.Beside(grant) is not { } named)
                return null;
            var services = RuleText.Quoted(named.Rule.Rule.ResourceNames);
            var found = DetectedProblem.In(grant, open.Select(one => one.Rule).Distinct(),
                $"{grant.Subject} may {UnlistedAccess.Text(open)} {grant.Where}, beside services/proxy of only {services}"
                + (SubjectIdentity.Key(named.Grant.Subject) == SubjectIdentity.Key(grant.Subject) ? "" : $" of {named.Grant.Subject}"),
                Remedy(rbac, grant, open));
            return found with { Evidence = [.. found.Evidence, .. named.Grant.Evidence([named.Rule])], At = open[0].Rule.Rule.Location };
        });

    /// <summary>
    /// For somebody who has no service by name (that is HR403); beside HR405, too, so that accepting the one does not hide the other.
    /// </summary>
    private static DetectedProblem? Entry(AnalysedRbac rbac, SubjectGrant grant) => rbac.NamedServices.Beside(grant) is null
        ? Takeover(rbac, grant, SensitiveAccess.PodDoors, "so can enter the pods behind {0}", "bind a role without")
        : null;

    /// <summary>Kubernetes restores its own roles, and those that aggregate others: there is nothing to remove from them.</summary>
    private static string Remedy(AnalysedRbac rbac, SubjectGrant grant, List<UnlistedAccess> open) =>
        open.Any(one => rbac.Own.Writes(one.Rule.From ?? grant.Role.Role, one.Rule.Rule)
            || (one.Rule.From is null && rbac.Snapshot.IsAggregated && grant.Role.Role.Aggregates is not null))
            ? $"remove {grant.Subject} from {grant.Binding}"
            : $"remove {RuleText.Words(open.Select(one => one.Resource))} from {open[0].Rule.From ?? grant.Role.Role}";

    private static DetectedProblem? Takeover(
        AnalysedRbac rbac, SubjectGrant grant, IReadOnlyList<SensitiveAccess> kinds, string consequence,
        string remedy = "bind a role that does not write")
    {
        var all = UnlistedAccess.Of(rbac, grant, kinds);
        var named = all.Count == 0 ? [] : rbac.NamedServices.Where(grant);
        var open = all.Where(one => Concerns(one, named)).ToList();
        return named.Count == 0 || open.Count == 0
            ? null
            : DetectedProblem.In(grant, open.Select(one => one.Rule).Distinct(),
                $"{grant.Subject} may {UnlistedAccess.Text(open)} {grant.Where}, and "
                + $"{string.Format(null, consequence, RuleText.Quoted(named))}",
                $"{remedy} {RuleText.Words(open.Select(one => one.Resource))}{rbac.OrIgnore(grant.Subject)}");
    }

    /// <summary>A rule on Services or Endpoints of other names does not concern these; names of pods say nothing about it.</summary>
    private static bool Concerns(UnlistedAccess one, IReadOnlyList<string> named) => one.Resource is not ("services" or "endpoints")
        || one.Rule.Rule.ResourceNames.Count == 0 || one.Rule.Rule.ResourceNames.Intersect(named).Any();
}
