using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// Which questions a policy is held to. The number of questions grows with the rules that are there, not with subjects times services: RBAC
/// allows nothing that no rule says, so asking of each subject what its own rules open finds everything that is open, and a few questions
/// beside it find an authorizer that is not RBAC's.
/// </summary>
internal static class CellPlan
{
    /// <summary>Services of each kind (named, neighbours) that are asked about by name where there are more.</summary>
    private const int MostServices = 10;

    /// <summary>
    /// Subjects of bindings that are asked about things that none of their rules is about; of more only those whose rules open a proxy.
    /// </summary>
    private const int MostSubjects = 200;

    /// <summary>The cells: of each consumer what it is allowed and what is near to that, of everybody else what could be open.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="analysed">RBAC, services and service accounts as far as they are known; none when they could not be read.</param>
    public static IReadOnlyList<AccessCell> Of(AccessPolicy policy, IReadOnlyList<AnalysedRbac> analysed)
    {
        var known = analysed.Select(rbac => rbac.Snapshot).ToList();
        var cells = new PolicyCells(policy);
        foreach (var consumer in policy.Consumers)
            AddConsumer(cells, policy, consumer, known);
        foreach (var rbac in analysed)
            AddGranted(cells, rbac);
        foreach (var subject in Others(cells, policy, known))
            cells.Add(subject, policy.Namespaces.SelectMany(ns => Ordinary(policy, ns)));
        return cells.All;
    }

    private static void AddConsumer(PolicyCells cells, AccessPolicy policy, PolicyConsumer consumer, IReadOnlyList<RbacSnapshot> known)
    {
        var subject = SubjectIdentity.Of(consumer.Subject);
        cells.Add(subject, consumer.Allow.SelectMany(PolicyCells.Allowed));
        var services = consumer.Allow.SelectMany(allowance => allowance.Services).Distinct().Take(MostServices).ToList();
        foreach (var ns in policy.Namespaces)
            cells.Add(subject, Near(ns, services, known));
    }

    /// <summary>
    /// What is most easily opened beside what was intended: other verbs, spellings, services, and the ways around a service's name.
    /// </summary>
    private static IEnumerable<AccessQuestion> Near(string ns, IReadOnlyList<string> services, IReadOnlyList<RbacSnapshot> known)
    {
        var there = known.SelectMany(snapshot => snapshot.Services ?? []).Where(service => service.Namespace == ns).ToList();
        var neighbours = there.Select(service => service.Name).Except(services).Order(StringComparer.Ordinal).Take(MostServices);
        return
        [
            .. from service in services
               from verb in ProxyAccess.Verbs
               select ProxyQuestions.On(ns, ProxyAccess.Services, service, verb),
            .. from service in services
               from spelling in ProxyName.Spellings(service, there.Where(one => one.Name == service).SelectMany(one => one.Ports))
               select ProxyQuestions.On(ns, ProxyAccess.Services, spelling, "get"),
            .. neighbours.Select(service => ProxyQuestions.On(ns, ProxyAccess.Services, service, "get")),
            .. from resource in ProxyAccess.All
               from verb in ProxyAccess.Verbs
               select ProxyQuestions.On(ns, resource, "", verb),
        ];
    }

    /// <summary>
    /// What rules open, subject by subject: without those that the policy ignores, and those that Kubernetes makes for itself.
    /// </summary>
    private static void AddGranted(PolicyCells cells, AnalysedRbac rbac)
    {
        foreach (var grant in rbac.Grants)
        {
            cells.Add(grant.Subject,
                from rule in grant.Role.Rules
                from access in ProxyAccess.Of(rule.Rule, clusterWide: grant.Binding.Namespace is null)
                from ns in rbac.NamespacesOf(grant)
                from question in ProxyQuestions.Of(access, ns)
                select question);
        }
    }

    /// <summary>Of everybody who is no consumer, what only a mistake would open.</summary>
    private static IEnumerable<AccessQuestion> Ordinary(AccessPolicy policy, string ns)
    {
        var services = policy.Consumers.SelectMany(consumer => consumer.Allow).Where(allowance => allowance.Namespaces.Contains(ns))
            .SelectMany(allowance => allowance.Services).Distinct().Take(MostServices);
        return services.Append("").Select(service => ProxyQuestions.On(ns, ProxyAccess.Services, service, "get"))
            .Append(ProxyQuestions.On(ns, ProxyAccess.Pods, "", "get"))
            .Append(ProxyQuestions.On(ns, ProxyAccess.Nodes, "", "get"));
    }

    /// <summary>
    /// Everybody with a credential and everybody without, the subjects of bindings where they are not too many, and of the service accounts
    /// that no binding names one in each namespace: the others there are in the same groups, so they have the same access.
    /// </summary>
    private static IEnumerable<RbacSubject> Others(PolicyCells cells, AccessPolicy policy, IReadOnlyList<RbacSnapshot> known)
    {
        var bound = known.SelectMany(snapshot => snapshot.Bindings)
            .Where(binding => binding.Namespace is null || policy.Namespaces.Contains(binding.Namespace))
            .SelectMany(binding => binding.Subjects.Select(subject => SubjectIdentity.Of(subject, binding))
                .Where(subject => !KubernetesOwn.Gives(binding, subject)))
            .DistinctBy(SubjectIdentity.Key).ToList();
        var named = bound.Select(SubjectIdentity.Key).ToHashSet();
        var representatives = known.SelectMany(snapshot => snapshot.ServiceAccounts ?? [])
            .Where(account => policy.Namespaces.Contains(account.Namespace!))
            .Where(account => !named.Contains(SubjectIdentity.Key(account)) && !cells.Reach.IsConsumer(account))
            .OrderBy(account => account.Name, StringComparer.Ordinal).DistinctBy(account => account.Namespace);
        RbacSubject[] everybody =
            [new(RbacSubjectKind.Group, SubjectIdentity.Authenticated), new(RbacSubjectKind.User, SubjectIdentity.Anonymous)];
        return everybody.Concat(representatives).Concat(bound.Count <= MostSubjects ? bound : [])
            .Where(subject => !cells.Reach.Ignores(subject) && !cells.Reach.IsConsumer(subject));
    }
}
