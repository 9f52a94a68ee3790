using System.Collections.Concurrent;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Analysis;

/// <summary>
/// What a policy lets a subject do, by its own name and by the groups that it is certainly in. Safe for use by several threads at once.
/// </summary>
internal sealed class PolicyReach
{
    private readonly ILookup<RbacSubject, PolicyConsumer> _consumers;
    private readonly HashSet<RbacSubject> _ignored;
    private readonly ConcurrentDictionary<RbacSubject, IReadOnlyList<Allowed>> _known = [];

    /// <summary>Indexes a policy; without one nobody is a consumer, and nobody is ignored.</summary>
    /// <param name="policy">The policy: whom it ignores.</param>
    /// <param name="whole">What it is a part of: what is allowed; null for itself.</param>
    public PolicyReach(AccessPolicy? policy, AccessPolicy? whole = null)
    {
        _consumers = ((whole ?? policy)?.Consumers ?? []).ToLookup(consumer => SubjectIdentity.Key(SubjectIdentity.Of(consumer.Subject)));
        _ignored = [.. (policy?.Ignored ?? []).Select(ignore => SubjectIdentity.Key(SubjectIdentity.Of(ignore.Subject)))];
    }

    /// <summary>Whether the subject may have more than the policy lists.</summary>
    public bool Ignores(RbacSubject subject) => SubjectIdentity.WithGroups(subject).Any(one => _ignored.Contains(SubjectIdentity.Key(one)));

    /// <summary>Whether the policy names this very subject as a consumer.</summary>
    public bool IsConsumer(RbacSubject subject) => _consumers.Contains(SubjectIdentity.Key(subject));

    /// <summary>What the policy allows the subject in a namespace.</summary>
    public IEnumerable<PolicyAllowance> AllowancesOf(RbacSubject subject, string ns) =>
        AllowedTo(subject).Where(one => one.Namespaces.Contains(ns)).Select(one => one.Allowance);

    /// <summary>By what the policy allows the subject something in a namespace; null when it does not.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="ns">Where.</param>
    /// <param name="group">API group.</param>
    /// <param name="resource">Resource with its sub-resource.</param>
    /// <param name="name">Resource name; empty for every name, which only an allowance for every name covers.</param>
    /// <param name="verb">Verb; <c>*</c> for all.</param>
    public PolicyAllowance? AllowanceOf(RbacSubject subject, string ns, string group, string resource, string name, string verb) =>
        AllowancesOf(subject, ns).FirstOrDefault(allowance => allowance.ApiGroup == group && allowance.Resource == resource
            && (allowance.Names.Count == 0 || (name.Length > 0 && allowance.Names.Contains(name)))
            && (allowance.Verbs.Contains(verb) || allowance.Verbs.Contains("*")));

    /// <summary>Gathered once for each subject: it is asked for every cell.</summary>
    private IReadOnlyList<Allowed> AllowedTo(RbacSubject subject) => _known.GetOrAdd(SubjectIdentity.Key(subject), key =>
        [.. from one in SubjectIdentity.WithGroups(key)
            from consumer in _consumers[SubjectIdentity.Key(one)]
            from allowance in consumer.Allow
            select new Allowed(allowance, allowance.Namespaces.ToHashSet())]);

    private sealed record Allowed(PolicyAllowance Allowance, HashSet<string> Namespaces);
}
