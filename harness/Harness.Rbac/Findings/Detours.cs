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
            new("HR404", Severity.High, "Services can be redirected",
                "Anyone who can write a Service's ports and selector, its Endpoints or its EndpointSlices decides where the consumers' "
                + "requests go; so does whoever can delete a Service and create Services, and so make it anew. Where no service is "
                + "named, that is true of every service of the policy's namespaces.",
                Docs.Services),
            "Remove the verbs, or list the subject in the policy under ignore, with the reason.",
            (rbac, grant) => Takeover(rbac, grant, SensitiveAccess.Redirection, named =>
                $"decide where requests to {(named.Length == 0 ? "the services there" : named)} go")).And(RemadeServices.In),
        Detector.OfGrants(
            new("HR405", Severity.High, "Somebody can stand behind services",
                "A Service's requests go to every ready pod with its labels. Anyone who can create or change pods, or the workloads that "
                + "create them, can put a pod of their own there. Where no service is named, that is true of "
                + "every pod of the policy's namespaces.",
                Docs.GoodPractices("workload-creation")),
            "Remove the verbs, or list the subject in the policy under ignore, with the reason.",
            (rbac, grant) => Takeover(rbac, grant, SensitiveAccess.Backends, named =>
                named.Length == 0 ? "change the pods there or add to them" : $"answer requests to {named}")),
        Detector.OfGrants(
            new("HR406", Severity.High, "Somebody can enter the pods behind services",
                "pods/exec and pods/attach run commands in the pods that answer the consumers' requests, and pods/portforward reaches all "
                + "their ports, without any permission on services/proxy. Where no service is named, that is true of every pod of the "
                + "policy's namespaces.",
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
            var open = UnlistedAccess.Of(rbac, grant, doors).Where(IsToldHere).ToList();
            if (open.Count == 0 || WideBindings.IsBroad(grant.Role.Role) || rbac.NamedServices.Beside(grant) is not { } named)
                return null;
            var services = RuleText.Quoted(named.Rule.Rule.ResourceNames);
            var found = DetectedProblem.In(grant, open.Select(one => one.Rule).Distinct(),
                $"{grant.Subject} may {UnlistedAccess.Text(open)} {grant.Where}, beside services/proxy of only {services}"
                + (SubjectIdentity.Key(named.Grant.Subject) == SubjectIdentity.Key(grant.Subject) ? "" : $" of {named.Grant.Subject}"),
                Remedy(rbac, grant, open));
            return found with { Evidence = [.. found.Evidence, .. named.Grant.Evidence([named.Rule])], At = open[0].Rule.Rule.Location };
        });

    /// <summary>The wildcards of everything and of all proxies are findings of their own (HR103, HR106).</summary>
    private static bool IsToldHere(UnlistedAccess one) => one.Rule.Rule.Resources.Any(resource => resource == one.Resource
        || (one.Resource != ProxyAccess.Pods && resource == SensitiveAccess.OfAny(one.Resource)));

    /// <summary>
    /// For somebody who has no service by name (that is HR403); beside HR405, too, so that accepting the one does not hide the other.
    /// </summary>
    private static DetectedProblem? Entry(AnalysedRbac rbac, SubjectGrant grant) => rbac.NamedServices.Beside(grant) is null
        ? Takeover(rbac, grant, SensitiveAccess.PodDoors,
            named => named.Length == 0 ? "enter the pods there" : $"enter the pods behind {named}", "bind a role without")
        : null;

    /// <summary>Kubernetes restores its own roles, and those that aggregate others: there is nothing to remove from them.</summary>
    private static string Remedy(AnalysedRbac rbac, SubjectGrant grant, List<UnlistedAccess> open) =>
        open.Any(one => rbac.Own.Writes(one.Rule.From ?? grant.Role.Role, one.Rule.Rule)
            || (one.Rule.From is null && rbac.Snapshot.IsAggregated && grant.Role.Role.Aggregates is not null))
            ? $"remove {grant.Subject} from {grant.Binding}"
            : $"remove {RuleText.Words(open.Select(one => one.Resource))} from {open[0].Rule.From ?? grant.Role.Role}";

    /// <summary>Where no service is named, everything in the policy's namespaces is guarded; without a policy, nothing is.</summary>
    private static DetectedProblem? Takeover(
        AnalysedRbac rbac, SubjectGrant grant, IReadOnlyList<SensitiveAccess> kinds, Func<string, string> consequence,
        string remedy = "bind a role that does not write")
    {
        var all = UnlistedAccess.Of(rbac, grant, kinds);
        var named = all.Count == 0 ? [] : rbac.NamedServices.Where(grant);
        var open = all.Where(one => Concerns(one, named)).ToList();
        return open.Count == 0 || (named.Count == 0 && rbac.Policy is null)
            ? null
            : DetectedProblem.In(grant, open.Select(one => one.Rule).Distinct(),
                $"{grant.Subject} may {UnlistedAccess.Text(open)} {grant.Where}, and so can "
                + consequence(named.Count == 0 ? "" : RuleText.Quoted(named)),
                $"{remedy} {RuleText.Words(open.Select(one => one.Resource))}{rbac.OrIgnore(grant.Subject)}");
    }

    /// <summary>A rule on Services or Endpoints of other names does not concern these; names of pods say nothing about it.</summary>
    private static bool Concerns(UnlistedAccess one, IReadOnlyList<string> named) => one.Resource is not ("services" or "endpoints")
        || named.Count == 0 || one.Rule.Rule.ResourceNames.Count == 0 || one.Rule.Rule.ResourceNames.Intersect(named).Any();
}
