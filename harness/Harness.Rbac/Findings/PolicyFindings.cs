using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR7xx: where RBAC and the policy differ.</summary>
internal static class PolicyFindings
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfGrants(
            new("HR701", Severity.High, "Access beyond the policy",
                "In the policy's namespaces, everything in its scope that the policy does not allow is forbidden: the proxies, or what "
                + "scope.resources lists. This subject can do some of it.",
                Docs.Rbac("referring-to-resources")),
            "Restrict the role to what the policy allows, allow it in the policy, or list the subject under ignore.",
            Beyond),
        new(
            new("HR702", Severity.Low, "Access missing",
                "The policy allows a consumer something that no role bound to it allows: the call is answered with 403.",
                Docs.Rbac("role-and-clusterrole")),
            "Add the rule to a Role that is bound to the consumer.",
            Missing),
        new(
            new("HR703", Severity.Medium, "get granted where GETs change things",
                "The policy says that the service's GET requests change things (unsafeGets), so the verb get allows more than reading, "
                + "and following a link is enough to use it.",
                Docs.Verbs),
            "Grant it only to consumers that may change things, or make the service change nothing on GET.",
            Unsafe),
        new(
            new("HR704", Severity.Low, "The policy names no Service",
                "A Service that the policy allows does not exist or has no such port: it is misspelled, was renamed, or is not deployed "
                + "yet.",
                Docs.Services),
            "Write the Service's name and port, or remove it from the policy.",
            UnknownServices),
        new(
            new("HR705", Severity.Medium, "The policy covers a namespace that is not there",
                "No role, binding, service or service account is in a namespace of the policy: if its name is misspelled, the namespace "
                + "that was meant is not checked at all.",
                Docs.Page("concepts/overview/working-with-objects/namespaces/")),
            "Write the namespace's name, or remove it from the scope until it is there.",
            UnknownNamespaces),
    ];

    private static DetectedProblem? Beyond(AnalysedRbac rbac, SubjectGrant grant)
    {
        var open = grant.Role.Rules
            .Select(rule => (
                Rule: rule, More: rbac.Beyond(grant, rule.Rule).ToList(), Else: rbac.BeyondElsewhere(grant, rule.Rule).ToList()))
            .Where(one => one.More.Count + one.Else.Count > 0).ToList();
        if (open.Count == 0)
            return null;
        var found = DetectedProblem.In(grant, open.Select(one => one.Rule),
            $"{grant.Subject} may {BeyondText(grant, [.. open.SelectMany(one => one.More)], [.. open.SelectMany(one => one.Else)])}, "
            + "which the policy does not allow",
            BeyondFix(rbac, grant, [.. open.SelectMany(one => one.More)]));
        return found with { At = open[0].Rule.Rule.Location };
    }

    private static string BeyondFix(AnalysedRbac rbac, SubjectGrant grant, IReadOnlyList<ProxyAccess> more)
    {
        if (!rbac.Reach.IsConsumer(grant.Subject))
            return $"remove {grant.Subject} from {grant.Binding}{rbac.OrIgnore(grant.Subject)}";
        if (more.Count == 0)
            return $"take it out of {grant.Role.Role}, or add it to what the policy allows {grant.Subject}";
        var open = more.Select(one => ProxyName.Parse(one.Name)?.Service).OfType<string>().ToHashSet();
        return rbac.NamespacesOf(grant)
            .Select(ns => MeantServices.Advice(rbac, rbac.Reach.AllowancesOf(grant.Subject, ns), ns, open))
            .FirstOrDefault(advice => advice is not null) ?? $"write {RuleText.Of(rbac.IntendedRules([grant]))} instead";
    }

    /// <summary>What is open, and where: nodes are in no namespace.</summary>
    private static string BeyondText(SubjectGrant grant, IReadOnlyList<ProxyAccess> open, IReadOnlyList<OpenedAccess> more)
    {
        var (nodes, others) = (open.Where(one => one.Resource == ProxyAccess.Nodes).ToList(),
            open.Where(one => one.Resource != ProxyAccess.Nodes).ToList());
        string[] parts =
        [
            others.Count == 0 ? "" : ProxyAccess.Text(others),
            more.Count == 0 ? "" : OpenedAccess.Text(more),
        ];
        var there = RuleText.Words(parts.Where(part => part.Length > 0));
        string[] all = [there.Length == 0 ? "" : $"{there} {grant.Where}", nodes.Count == 0 ? "" : ProxyAccess.Text(nodes)];
        return RuleText.Words(all.Where(part => part.Length > 0));
    }

    /// <summary>What is not allowed. What a role that the manifests leave to the cluster might allow is not known to be missing.</summary>
    private static IEnumerable<DetectedProblem> Missing(AnalysedRbac rbac) =>
        from consumer in rbac.Policy?.Consumers ?? []
        let who = consumer.Subject.ToAccessSubject()
        from allowance in consumer.Allow
        from ns in allowance.Namespaces
        let missing = (from name in allowance.Names.DefaultIfEmpty("")
                       from verb in allowance.Verbs
                       let question = allowance.Question(ns, name, verb)
                       where !rbac.Evaluator.Decide(who, question).Allowed && !rbac.Evaluator.Undecided(who, question).Any()
                       select (name, verb)).ToList()
        where missing.Count > 0
        let rule = new RbacRule([allowance.ApiGroup], [allowance.Resource],
            [.. missing.Select(one => one.name).Where(name => name.Length > 0).Distinct()], [.. missing.Select(one => one.verb).Distinct()])
        let what = rule.ResourceNames.Count == 0 ? "" : $" {RuleText.Quoted(rule.ResourceNames)}"
        select new DetectedProblem(
            $"consumer {consumer.Name}",
            $"{consumer.Subject} may not {string.Join('/', rule.Verbs)} {allowance.Resource}{what} in namespace {ns}, which the policy "
            + "allows",
            [new($"consumer {consumer.Name} is {consumer.Subject}", consumer.Location), new(
                $"allows {RuleText.Of(rule)}", allowance.Location)],
            MeantServices.Advice(rbac, [allowance], ns)
                ?? $"add to a Role in namespace {ns} that is bound to {consumer.Subject}: - {{{RuleText.Of(rule)}}}")
        {
            Subject = consumer.Subject,
            At = allowance.Location,
        };

    private static IEnumerable<DetectedProblem> Unsafe(AnalysedRbac rbac) =>
        from written in rbac.Rules
        where written.Rule.Resources.Contains(ProxyAccess.Services) && written.Rule.HasGroup("") && written.Rule.HasVerb("get")
        let services = (rbac.Policy?.UnsafeGets ?? []).Where(service => Opens(written.Rule, service)).ToList()
        where services.Count > 0
        select DetectedProblem.In(written, new(
            $"{written.Role} grants get on {RuleText.Quoted(services)}{written.Whereabouts}, whose GET requests change things according "
            + "to the policy",
            "grant it only to consumers that may change things, and accept it for them by a suppression in the policy"));

    private static bool Opens(RbacRule rule, string service) =>
        rule.ResourceNames.Count == 0 || rule.ResourceNames.Any(name => ProxyName.Parse(name)?.Service == service);

    private static IEnumerable<DetectedProblem> UnknownServices(AnalysedRbac rbac) =>
        from consumer in rbac.Snapshot.Services is null ? [] : rbac.Policy?.Consumers ?? []
        from allowance in consumer.Allow
        where allowance.Resource == ProxyAccess.Services
        from ns in allowance.Namespaces
        from name in allowance.Names
        let parts = ProxyName.Parse(name)
        where parts is not null && !rbac.Snapshot.Services!.Any(service => IsNamed(service, ns, parts))
        select new DetectedProblem(
            $"consumer {consumer.Name}",
            $"the policy allows service \"{name}\" in namespace {ns}, which is not among the Services of {rbac.Snapshot.Origin}",
            [new($"consumer {consumer.Name} allows \"{name}\"", allowance.Location)],
            MeantService([.. rbac.Snapshot.Services!.Where(service => service.Namespace == ns)], parts)
                ?? $"write the name and a port of a Service in namespace {ns}, or remove \"{name}\"");

    /// <summary>A Service without the port, or one of nearly the same name; null when there is neither.</summary>
    private static string? MeantService(List<KnownService> services, ProxyName name) =>
        services.Find(service => service.Name == name.Service) is { } there
            ? $"service \"{there.Name}\" has {ServiceNames.Ports(there)}: write that under ports"
            : Nearest.Misspelt(name.Service, services.Select(service => service.Name)) is { } near
                ? $"did you mean \"{near}\"?"
                : null;

    private static IEnumerable<DetectedProblem> UnknownNamespaces(AnalysedRbac rbac)
    {
        if (rbac.Policy is not { } policy)
            return [];
        var there = rbac.Snapshot.Roles.Select(role => role.Namespace).Concat(rbac.Snapshot.Bindings.Select(binding => binding.Namespace))
            .Concat((rbac.Snapshot.Services ?? []).Select(service => service.Namespace))
            .Concat((rbac.Snapshot.ServiceAccounts ?? []).Select(account => account.Namespace)).ToHashSet();
        return from ns in policy.Namespaces
               where !there.Contains(ns)
               select new DetectedProblem(
                   $"namespace {ns}",
                   $"the policy {policy.Name} covers namespace {ns}, in which there is nothing in {rbac.Snapshot.Origin}",
                   [new($"the scope of policy {policy.Name}", policy.Location)],
                   $"write the name of the namespace that is meant by {ns}, or remove it from the scope");
    }

    private static bool IsNamed(KnownService service, string ns, ProxyName name) =>
        service.Namespace == ns && service.Name == name.Service && name.HasPort(service);
}
