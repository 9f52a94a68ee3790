using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Decides as Kubernetes' RBAC authorizer does: a question about a namespace is answered by cluster role bindings and by that namespace's
/// role bindings, any other by cluster role bindings alone; a binding to a role that is not there gives nothing. Where the authorizer goes
/// through all bindings, this one has them by user and group. Safe for use by several threads at once.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/rbac/validation/rule.go
/// </summary>
public sealed class AccessEvaluator
{
    private readonly Dictionary<string, Holdings> _users = [];
    private readonly Dictionary<string, Holdings> _groups = [];
    private readonly Holdings _anybody = new();

    /// <summary>Indexes a snapshot.</summary>
    public AccessEvaluator(RbacSnapshot snapshot)
    {
        Snapshot = snapshot;
        Roles = new EffectiveRoles(snapshot);
        var unresolved = new List<RbacBinding>();
        foreach (var binding in snapshot.Bindings)
        {
            if (Roles.Of(binding) is { } role)
                Add(binding, role);
            else
                unresolved.Add(binding);
        }

        Unresolved = unresolved;
    }

    /// <summary>The snapshot that is evaluated.</summary>
    public RbacSnapshot Snapshot { get; }

    /// <summary>
    /// Bindings to roles that are not in the snapshot, which grant nothing by it. Files may leave a role to the cluster: then nothing is
    /// known.
    /// </summary>
    public IReadOnlyList<RbacBinding> Unresolved { get; }

    /// <summary>What each role grants.</summary>
    internal EffectiveRoles Roles { get; }

    /// <summary>Every rule that anybody holds.</summary>
    internal IEnumerable<HeldRule> AllHeld => _anybody.All;

    /// <summary>Decides one question; the first way found, in the authorizer's order: cluster role bindings, then role bindings.</summary>
    public AccessDecision Decide(AccessSubject subject, AccessQuestion question) => For(subject).Decide(question);

    /// <summary>Decides about one subject: for many questions about it.</summary>
    public SubjectEvaluator For(AccessSubject subject)
    {
        var isMaster = false;
        var holdings = new List<Holdings>(1 + subject.Groups.Count);
        if (_users.TryGetValue(subject.User, out var own))
            holdings.Add(own);
        for (var i = 0; i < subject.Groups.Count && !isMaster; i++)
        {
            isMaster = subject.Groups[i] == SubjectIdentity.Masters;
            if (!isMaster && _groups.TryGetValue(subject.Groups[i], out var ofGroup))
                holdings.Add(ofGroup);
        }

        return new SubjectEvaluator(holdings, isMaster);
    }

    /// <summary>Every way by which a subject is allowed something.</summary>
    public IEnumerable<GrantPath> Paths(AccessSubject subject, AccessQuestion question) =>
        WithMasters(Paths(HoldingsOf(subject), question), subject.Groups.Contains(SubjectIdentity.Masters), question);

    /// <summary>Every way by which anybody is allowed something: who can.</summary>
    public IEnumerable<GrantPath> Paths(AccessQuestion question) => WithMasters(Paths([_anybody], question), true, question);

    /// <summary>
    /// Bindings of a subject to roles that manifests leave to the cluster: where nothing else allows what is asked, they leave it
    /// undecided. None on a cluster, where such a binding gives nothing.
    /// </summary>
    public IEnumerable<RbacBinding> Undecided(AccessSubject subject, AccessQuestion question) => Undecided(question).Where(
        binding => binding.Subjects.Any(named => InNamespace(named, binding) is { } one && IsOf(one, subject)));

    /// <summary>The same of anybody.</summary>
    public IEnumerable<RbacBinding> Undecided(AccessQuestion question) => Unresolved.Where(binding =>
        !Snapshot.IsAggregated && (binding.Namespace is null || binding.Namespace == question.Namespace));

    /// <summary>Every rule that a subject holds, by its own name or by a group.</summary>
    internal IEnumerable<HeldRule> HeldBy(AccessSubject subject) => HoldingsOf(subject).SelectMany(holdings => holdings.All);

    private static IEnumerable<GrantPath> WithMasters(List<GrantPath> paths, bool areAsked, AccessQuestion question) =>
        areAsked ? paths.Where(path => !Masters.Is(path)).Prepend(Masters.PathTo(question)) : paths;

    private static List<GrantPath> Paths(List<Holdings> holdings, AccessQuestion question)
    {
        var (asked, paths) = (RuleFilter.Of(question), new List<GrantPath>());
        holdings.ForEach(one => one.Everywhere.AddPaths(question, asked, paths));
        holdings.ForEach(one => one.In(question.Namespace)?.AddPaths(question, asked, paths));
        return paths;
    }

    private List<Holdings> HoldingsOf(AccessSubject subject) =>
        [.. subject.Groups.Distinct().Select(group => _groups.GetValueOrDefault(group)).Prepend(_users.GetValueOrDefault(subject.User))
            .OfType<Holdings>()];

    private void Add(RbacBinding binding, EffectiveRole role)
    {
        foreach (var named in binding.Subjects)
        {
            if (InNamespace(named, binding) is not { } subject)
                continue;
            var held = new HeldRole(binding, subject, role.Role);
            _anybody.Add(held, role);
            if (subject.Kind == RbacSubjectKind.Group)
                HoldingsOf(_groups, subject.Name).Add(held, role);
            else
                HoldingsOf(_users, subject.ToAccessSubject().User).Add(held, role);
        }
    }

    private static bool IsOf(RbacSubject named, AccessSubject subject) => named.Kind == RbacSubjectKind.Group
        ? subject.Groups.Contains(named.Name)
        : named.ToAccessSubject().User == subject.User;

    /// <summary>A service account without a namespace is one of the role binding's; in a cluster role binding it is nobody.</summary>
    private static RbacSubject? InNamespace(RbacSubject subject, RbacBinding binding) => subject switch
    {
        not { Kind: RbacSubjectKind.ServiceAccount } or { Namespace.Length: > 0 } => subject,
        _ => binding.Namespace is { } ns ? subject with { Namespace = ns } : null,
    };

    private static Holdings HoldingsOf(Dictionary<string, Holdings> all, string name)
    {
        if (!all.TryGetValue(name, out var holdings))
            all[name] = holdings = new Holdings();
        return holdings;
    }
}
