using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// Which questions a policy is held to. RBAC allows nothing that no rule says, so asking of each subject what its own rules open finds
/// everything that is open, at any size; and the same question is asked once where the answer cannot differ. A few questions beside it find
/// an authorizer that is not RBAC's.
/// </summary>
internal sealed class CellPlan
{
    private readonly AccessPolicy _policy; // one of those that were merged
    private readonly IReadOnlyList<PolicyConsumer> _consumers; // of all of them
    private readonly PolicyReach _reach;
    private readonly IReadOnlyList<AnalysedRbac> _analysed;
    private readonly PolicyCells _cells;
    private readonly AlikeNamespaces _alike;
    private readonly ScopePlan _scope;
    private readonly ILookup<string, string> _allowed; // services that somebody may call, by namespace

    private CellPlan(
        AccessPolicy policy, PolicyReach reach, IReadOnlyList<PolicyConsumer> consumers, IReadOnlyList<AnalysedRbac> analysed,
        PolicyCells cells)
    {
        (_policy, _reach, _consumers, _analysed, _cells) = (policy, reach, consumers, analysed, cells);
        _alike = new AlikeNamespaces(policy, reach, analysed);
        _scope = new ScopePlan(policy, reach, consumers, cells, _alike);
        _allowed = (from consumer in consumers
                    from allowance in consumer.Allow
                    from ns in allowance.Namespaces
                    from service in allowance.Services
                    select (Namespace: ns, Service: service)).Distinct().ToLookup(one => one.Namespace, one => one.Service);
    }

    private AdmittedPaths Admitted { get; init; } = null!; // one for all of those that were merged

    /// <summary>As many as can be asked about within an hour.</summary>
    public const int Most = 2_000_000;

    /// <summary>The cells: of each consumer what it is allowed and what is near to that, of everybody else what could be open.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="analysed">
    /// RBAC, services and service accounts as far as they are known, by each policy that it was merged from; none when they could not be
    /// read.
    /// </param>
    public static IReadOnlyList<AccessCell> Of(AccessPolicy policy, IReadOnlyList<AnalysedRbac> analysed) =>
        Of(policy, analysed, Most).Cells;

    /// <summary>The same within a limit, and how many questions are beyond it.</summary>
    public static (IReadOnlyList<AccessCell> Cells, int LeftOut) Of(AccessPolicy policy, IReadOnlyList<AnalysedRbac> analysed, int most)
    {
        var cells = new PolicyCells(policy, most);
        var admitted = new AdmittedPaths(cells, analysed);
        foreach (var (part, reach) in cells.Parts)
        {
            var known = analysed.Where(rbac => ReferenceEquals(rbac.Policy, part)).ToList();
            new CellPlan(part, reach, policy.Consumers, known, cells) { Admitted = admitted }.AddAll(policy.HasSentences);
        }

        return (cells.All, cells.LeftOut);
    }

    private void AddAll(bool hasSentences)
    {
        var services = _analysed.SelectMany(rbac => rbac.Snapshot.Services ?? []).ToLookup(service => service.Namespace);
        AddConsumers(services);
        if (hasSentences)
            _scope.AddSentences(services);
        foreach (var rbac in _analysed)
            _scope.AddDenied(rbac, services);
        if (_policy.Scope.World == PolicyWorld.Open)
            return;
        foreach (var rbac in _analysed)
        {
            AddGranted(rbac);
            _scope.AddOpened(rbac);
            AddUnknown(rbac);
            AddUnknownElsewhere(rbac);
        }

        AddOthers();
    }

    private void AddConsumers(ILookup<string, KnownService> services)
    {
        foreach (var consumer in _consumers.Where(consumer => !_reach.Ignores(SubjectIdentity.Of(consumer.Subject))))
        {
            var subject = SubjectIdentity.Of(consumer.Subject);
            _cells.Add(_policy, subject, consumer.Allow.SelectMany(PolicyCells.Allowed));
            _scope.AddConsumer(consumer, subject, services);
            _cells.AddPaths(subject, consumer.Allow.SelectMany(PathCells.Of).Concat(Admitted.Of(_policy, subject)));
            var own = consumer.Allow.SelectMany(allowance => allowance.Services).Distinct().ToList();
            foreach (var ns in _alike.Of(subject))
                _cells.Add(_policy, subject, Near(ns, own, [.. services[ns]]));
        }
    }

    /// <summary>
    /// What is most easily opened beside what was intended: other verbs, spellings, another service, and the ways around a service's name.
    /// One other service stands for all: RBAC tells names apart by the rules that name them, and those are asked about by themselves.
    /// </summary>
    private static IEnumerable<AccessQuestion> Near(string ns, IReadOnlyList<string> services, IReadOnlyList<KnownService> there)
    {
        var neighbour = there.Select(service => service.Name).Except(services).Order(StringComparer.Ordinal).Take(1);
        return
        [
            .. from service in services
               from verb in ProxyAccess.Verbs
               select ProxyQuestions.On(ns, ProxyAccess.Services, service, verb),
            .. from service in services
               from spelling in ProxyName.Spellings(service, there.Where(one => one.Name == service).SelectMany(one => one.Ports))
               select ProxyQuestions.On(ns, ProxyAccess.Services, spelling, "get"),
            .. neighbour.Select(service => ProxyQuestions.On(ns, ProxyAccess.Services, service, "get")),
            .. Everything(ns),
        ];
    }

    /// <summary>Every proxy, by every verb, of a name that nothing has.</summary>
    private static IEnumerable<AccessQuestion> Everything(string ns) =>
        from resource in ProxyAccess.All
        from verb in ProxyAccess.Verbs
        select ProxyQuestions.On(ns, resource, "", verb);

    /// <summary>All that a role that is not known could open.</summary>
    private IEnumerable<AccessQuestion> Unknown(string ns) => Everything(ns).Concat(ScopeQuestions.Unknown(_policy.Scope, ns));

    /// <summary>
    /// What rules open of the proxies, subject by subject: without those that the policy ignores, and those that Kubernetes makes for
    /// itself.
    /// </summary>
    private void AddGranted(AnalysedRbac rbac)
    {
        foreach (var grant in rbac.Grants)
        {
            _cells.Add(_policy, grant.Subject,
                from rule in grant.Role.Rules
                from access in ProxyAccess.Of(rule.Rule, clusterWide: grant.Binding.Namespace is null)
                from ns in rbac.NamespacesOf(grant)
                from question in ProxyQuestions.Of(access, ns)
                select question);
        }
    }

    /// <summary>What roles that the files leave to the cluster could open: nothing of it may pass for denied.</summary>
    private void AddUnknown(AnalysedRbac rbac)
    {
        var unknown = from binding in rbac.Snapshot.IsAggregated ? [] : rbac.Bindings
                      where rbac.Evaluator.Roles.Of(binding) is null
                      from subject in binding.Subjects
                      select (Subject: SubjectIdentity.Of(subject, binding), binding.Namespace);
        foreach (var (subject, ns) in unknown)
            _cells.Add(_policy, subject, (ns is null ? _alike.Of(subject) : [ns]).SelectMany(Unknown));
    }

    /// <summary>
    /// The same where findings look beyond the scope (HR521, HR522): one question there stands for every way to an account.
    /// </summary>
    private void AddUnknownElsewhere(AnalysedRbac rbac)
    {
        var unknown = from ns in rbac.Snapshot.IsAggregated ? [] : rbac.Listed.Watched
                      where !rbac.IsInScope(ns)
                      from binding in rbac.BindingsOf(ns)
                      where rbac.Evaluator.Roles.Of(binding) is null
                      from subject in binding.Subjects
                      let who = SubjectIdentity.Of(subject, binding)
                      where rbac.Listed.IsWorthUsing(who, ns)
                      select (Subject: who, Question: new AccessQuestion(ns, "", "serviceaccounts/token", "", "create"));
        foreach (var (subject, question) in unknown)
            _cells.Add(_policy, subject, [question], isJudged: true);
    }

    /// <summary>
    /// Everybody with a credential and everybody without, the subjects of bindings, and of the service accounts that no binding names one
    /// in each namespace: the others there are in the same groups, so they have the same access.
    /// </summary>
    private void AddOthers()
    {
        var bound = _analysed.SelectMany(rbac => rbac.Bindings.SelectMany(
            binding => binding.Subjects.Select(subject => SubjectIdentity.Of(subject, binding)))).DistinctBy(SubjectIdentity.Key).ToList();
        var named = bound.Select(SubjectIdentity.Key).ToHashSet();
        var representatives = _analysed.SelectMany(rbac => rbac.Snapshot.ServiceAccounts ?? [])
            .Where(account => _policy.Namespaces.Contains(account.Namespace!) && !named.Contains(SubjectIdentity.Key(account)))
            .Where(IsOther)
            .OrderBy(account => account.Name, StringComparer.Ordinal).DistinctBy(account => account.Namespace);
        foreach (var subject in representatives.Concat(bound.Where(IsOther)))
            _cells.Add(_policy, subject, _alike.Of(subject).SelectMany(ns => Ordinary(ns, _allowed[ns].Take(1))));
        RbacSubject[] everybody =
            [new(RbacSubjectKind.Group, SubjectIdentity.Authenticated), new(RbacSubjectKind.User, SubjectIdentity.Anonymous)];
        foreach (var subject in everybody.Where(IsOther))
            _cells.Add(_policy, subject, _policy.Namespaces.SelectMany(ns => Ordinary(ns, _allowed[ns])));
    }

    private bool IsOther(RbacSubject subject) => !_reach.Ignores(subject) && !_reach.IsConsumer(subject);

    /// <summary>Of somebody who is no consumer, what only a mistake would open.</summary>
    private IEnumerable<AccessQuestion> Ordinary(string ns, IEnumerable<string> services) =>
        services.Append("").Select(service => ProxyQuestions.On(ns, ProxyAccess.Services, service, "get"))
            .Append(ProxyQuestions.On(ns, ProxyAccess.Pods, "", "get"))
            .Append(ProxyQuestions.On(ns, ProxyAccess.Nodes, "", "get"))
            .Concat(ScopeQuestions.Ordinary(_policy.Scope, ns));
}
