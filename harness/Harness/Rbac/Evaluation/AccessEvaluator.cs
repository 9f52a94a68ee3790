using Harness.Access;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Decides as Kubernetes' RBAC authorizer does: a question about a namespace is answered by cluster role bindings and by that namespace's
/// role bindings, any other by cluster role bindings alone; a binding to a role that is not there gives nothing. Where the authorizer goes
/// through all bindings, this one has them by user and group. Safe for use by several threads at once.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/rbac/validation/rule.go
/// </summary>
public sealed class AccessEvaluator : IAccessEvaluator
{
    private static readonly AccessDecision Denied = new((GrantPath?)null);
    private readonly Dictionary<string, Holdings> _users = [];
    private readonly Dictionary<string, Holdings> _groups = [];
    private readonly Holdings _anybody = new();

    /// <summary>Indexes a snapshot.</summary>
    public AccessEvaluator(RbacSnapshot snapshot)
    {
        Snapshot = snapshot;
        var roles = new EffectiveRoles(snapshot);
        var unresolved = new List<RbacBinding>();
        foreach (var binding in snapshot.Bindings)
        {
            if (roles.Of(binding) is { } role)
                Add(binding, role);
            else
                unresolved.Add(binding);
        }

        Unresolved = unresolved;
    }

    /// <inheritdoc/>
    public RbacSnapshot Snapshot { get; }

    /// <summary>Bindings to roles that are not in the snapshot, which grant nothing by it. Files may leave a role to the cluster: then nothing is known.</summary>
    public IReadOnlyList<RbacBinding> Unresolved { get; }

    /// <inheritdoc/>
    public AccessDecision Decide(AccessSubject subject, AccessQuestion question)
    {
        GrantPath? inNamespace = null;
        if (_users.TryGetValue(subject.User, out var holdings) && First(holdings, question, ref inNamespace) is { } everywhere)
            return new AccessDecision(everywhere);
        for (var i = 0; i < subject.Groups.Count; i++)
        {
            if (_groups.TryGetValue(subject.Groups[i], out holdings) && First(holdings, question, ref inNamespace) is { } byGroup)
                return new AccessDecision(byGroup);
        }

        return inNamespace is null ? Denied : new AccessDecision(inNamespace);
    }

    /// <inheritdoc/>
    public IEnumerable<GrantPath> Paths(AccessSubject subject, AccessQuestion question)
    {
        var holdings = subject.Groups.Distinct().Select(group => _groups.GetValueOrDefault(group))
            .Prepend(_users.GetValueOrDefault(subject.User)).OfType<Holdings>().ToList();
        return holdings.SelectMany(one => one.Everywhere).Concat(holdings.SelectMany(one => one.In(question.Namespace)))
            .SelectMany(held => held.Paths(question));
    }

    /// <inheritdoc/>
    public IEnumerable<GrantPath> Paths(AccessQuestion question) =>
        _anybody.Everywhere.Concat(_anybody.In(question.Namespace)).SelectMany(held => held.Paths(question));

    /// <summary>The first way that holds everywhere; a way that holds in the namespace is kept for when there is none.</summary>
    private static GrantPath? First(Holdings holdings, AccessQuestion question, ref GrantPath? inNamespace)
    {
        if (First(holdings.Everywhere, question) is { } everywhere)
            return everywhere;
        inNamespace ??= First(holdings.In(question.Namespace), question);
        return null;
    }

    private static GrantPath? First(IReadOnlyList<HeldRole> roles, AccessQuestion question)
    {
        for (var i = 0; i < roles.Count; i++)
        {
            if (roles[i].FirstPath(question) is { } path)
                return path;
        }

        return null;
    }

    private void Add(RbacBinding binding, EffectiveRole role)
    {
        foreach (var named in binding.Subjects)
        {
            if (InNamespace(named, binding) is not { } subject)
                continue;
            var held = new HeldRole(binding, subject, role);
            _anybody.Add(held);
            if (subject.Kind == RbacSubjectKind.Group)
                HoldingsOf(_groups, subject.Name).Add(held);
            else
                HoldingsOf(_users, subject.ToAccessSubject().User).Add(held);
        }
    }

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
