using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Analysis;

/// <summary>
/// A snapshot analysed for findings and for validation alike: the bindings that hold in the policy's scope, without those that the policy
/// ignores and those that Kubernetes makes for itself; without a policy, all of them.
/// </summary>
internal sealed class AnalysedRbac
{
    private readonly HashSet<string>? _scope;
    private readonly ILookup<string, KnownService>? _services;

    /// <summary>Analyses a snapshot.</summary>
    /// <param name="rbac">The snapshot.</param>
    /// <param name="policy">The policy; null for none.</param>
    /// <param name="whole">What the policy is a part of; null for itself.</param>
    public AnalysedRbac(IndexedRbac rbac, AccessPolicy? policy, AccessPolicy? whole = null)
    {
        (Evaluator, Policy, Whole, _scope) = (rbac.Evaluator, policy, whole ?? policy, policy?.Namespaces.ToHashSet());
        Reach = new PolicyReach(policy, whole);
        Own = KubernetesOwn.Of(Snapshot);
        _services = Snapshot.Services?.ToLookup(service => service.Namespace);
        Listed = new ListedAccounts(policy);
        Bindings = [.. Judged(Snapshot.Bindings.Where(binding => binding.Namespace is null || IsInScope(binding.Namespace)))];
        Grants = [.. GrantsOf(Bindings)];
        Rules = [.. WrittenRules()];
        NamedServices = new NamedServices(this);
    }

    /// <summary>Analyses a snapshot for each policy that one was merged from: the exceptions of each hold for itself.</summary>
    public static IReadOnlyList<AnalysedRbac> For(AccessPolicy? policy, IndexedRbac rbac) =>
        policy is null ? [new AnalysedRbac(rbac, null)] : [.. policy.Parts.Select(part => new AnalysedRbac(rbac, part, policy))];

    /// <summary>RBAC as it stands.</summary>
    public RbacSnapshot Snapshot => Evaluator.Snapshot;

    /// <summary>What is allowed; null when nothing is said.</summary>
    public AccessPolicy? Policy { get; }

    /// <summary>What the policy judges beside what it lists; null without one.</summary>
    public PolicyScope? Scope => Policy?.Scope;

    /// <summary>What the policy is a part of, if it was merged with others; else the policy.</summary>
    public AccessPolicy? Whole { get; }

    /// <summary>Whom the policy ignores, and what it allows together with those that it was merged with, by subject.</summary>
    public PolicyReach Reach { get; }

    /// <summary>The service accounts that the policy lists, where they live.</summary>
    public ListedAccounts Listed { get; }

    /// <summary>What Kubernetes itself brings.</summary>
    public KubernetesOwn Own { get; }

    /// <summary>Answers single questions.</summary>
    public AccessEvaluator Evaluator { get; }

    /// <summary>Bindings that hold in the scope, with the subjects that are judged, as they are written.</summary>
    public IReadOnlyList<RbacBinding> Bindings { get; }

    /// <summary>What each subject has by them.</summary>
    public IReadOnlyList<SubjectGrant> Grants { get; }

    /// <summary>
    /// Rules on resources: of Roles in the scope, of ClusterRoles in files, and of those that are bound in the scope; Kubernetes' own where
    /// somebody else has them.
    /// </summary>
    public IReadOnlyList<WrittenRule> Rules { get; }

    /// <summary>Services that subjects may call by name.</summary>
    public NamedServices NamedServices { get; }

    /// <summary>Whether a namespace is judged.</summary>
    public bool IsInScope(string ns) => _scope is null || _scope.Contains(ns);

    /// <summary>What each subject that is judged has by the role bindings of a namespace, in the scope or out of it.</summary>
    public IEnumerable<SubjectGrant> GrantsOf(string ns) => GrantsOf(BindingsOf(ns));

    /// <summary>The role bindings of a namespace, in the scope or out of it, with the subjects that are judged.</summary>
    public IEnumerable<RbacBinding> BindingsOf(string ns) => Judged(Snapshot.Bindings.Where(binding => binding.Namespace == ns));

    /// <summary>The policy's namespaces in which a grant holds; none without a policy.</summary>
    public IReadOnlyList<string> NamespacesOf(SubjectGrant grant) => (Policy, grant.Binding.Namespace) switch
    {
        (null, _) => [],
        (_, { } own) => [own], // in the scope, else it would not be looked at
        _ => Policy.Namespaces,
    };

    /// <summary>Services in the namespaces that a rule holds in; null when services are not known.</summary>
    public IReadOnlyList<KnownService>? ServicesWhere(WrittenRule written)
    {
        if (_services is null)
            return null;
        var namespaces = written.Role.Namespace is { } own
            ? [own]
            : written.Grants.Select(grant => grant.Binding.Namespace).Distinct().ToList();
        return namespaces.Count == 0 || namespaces.Contains(null)
            ? [.. _services.Where(ns => IsInScope(ns.Key)).SelectMany(ns => ns)]
            : [.. namespaces.SelectMany(ns => _services[ns!])];
    }

    private IEnumerable<RbacBinding> Judged(IEnumerable<RbacBinding> bindings) => bindings.Select(binding =>
        binding with { Subjects = [.. binding.Subjects.Where(subject => IsJudged(binding, subject))] });

    private IEnumerable<SubjectGrant> GrantsOf(IEnumerable<RbacBinding> bindings) =>
        from binding in bindings
        let role = Evaluator.Roles.Of(binding)
        where role is not null
        from subject in binding.Subjects
        select new SubjectGrant(binding, SubjectIdentity.Of(subject, binding), role);

    private bool IsJudged(RbacBinding binding, RbacSubject subject)
    {
        var who = SubjectIdentity.Of(subject, binding);
        return !Own.Gives(binding, who, Evaluator.Roles.Of(binding)) && !Reach.Ignores(who);
    }

    private IEnumerable<WrittenRule> WrittenRules()
    {
        var grants = Grants.SelectMany(grant => grant.Role.Rules.Select(rule => (rule.Rule, Grant: grant)))
            .ToLookup(one => one.Rule, one => one.Grant, ReferenceEqualityComparer.Instance);
        var bound = Snapshot.Bindings.Select(Evaluator.Roles.Of).OfType<EffectiveRole>().Select(role => role.Role)
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return from role in Snapshot.Roles
               where role.Namespace is null || IsInScope(role.Namespace)
               from rule in role.Rules.Where(rule => rule.Resources.Count > 0)
               let holders = grants[rule].ToList()
               let isOwn = Own.Writes(role, rule)
               where holders.Count > 0 || (!isOwn && !bound.Contains(role) && (role.Namespace is not null || role.Location is not null))
               select new WrittenRule(role, rule, holders)
               {
                   IsOwn = isOwn,
                   IsTakenOver = Snapshot.IsAggregated && role.Aggregates is not null,
               };
    }
}
