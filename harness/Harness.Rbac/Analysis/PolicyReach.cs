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
    private readonly ConcurrentDictionary<RbacSubject, IReadOnlyList<Listed>> _allowed = [];
    private readonly ConcurrentDictionary<RbacSubject, IReadOnlyList<Listed>> _denied = [];

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
    public IEnumerable<PolicyAllowance> AllowancesOf(RbacSubject subject, string ns) => In(ns, AllowedTo(subject));

    /// <summary>What the policy denies the subject in a namespace; in no namespace, wherever it does.</summary>
    public IEnumerable<PolicyAllowance> DenialsOf(RbacSubject subject, string ns) => In(ns, DeniedTo(subject));

    /// <summary>All that the policy denies the subject.</summary>
    public IEnumerable<PolicyAllowance> DenialsOf(RbacSubject subject) => DeniedTo(subject).Select(one => one.Entry);

    /// <summary>By what the policy allows the subject something in a namespace; null when it does not.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="ns">Where.</param>
    /// <param name="group">API group.</param>
    /// <param name="resource">Resource with its sub-resource.</param>
    /// <param name="name">Resource name; empty for every name, which only an allowance for every name covers.</param>
    /// <param name="verb">Verb; <c>*</c> for all.</param>
    public PolicyAllowance? AllowanceOf(RbacSubject subject, string ns, string group, string resource, string name, string verb) =>
        AllowancesOf(subject, ns).FirstOrDefault(allowance => allowance.Covers(group, resource, name, verb));

    /// <summary>By what the policy denies the subject something; null when it does not.</summary>
    public PolicyAllowance? DenialOf(RbacSubject subject, AccessQuestion question) => DenialsOf(subject, question.Namespace)
        .FirstOrDefault(denial => denial.Covers(question.ApiGroup, question.Resource, question.Name, question.Verb));

    private static IEnumerable<PolicyAllowance> In(string ns, IReadOnlyList<Listed> listed) =>
        listed.Where(one => one.Namespaces.Contains(ns) || (ns.Length == 0 && one.IsDenied)).Select(one => one.Entry);

    /// <summary>Gathered once for each subject: it is asked for every cell.</summary>
    private IReadOnlyList<Listed> AllowedTo(RbacSubject subject) =>
        _allowed.GetOrAdd(SubjectIdentity.Key(subject), key => Gather(key, consumer => consumer.Allow, areDenied: false));

    private IReadOnlyList<Listed> DeniedTo(RbacSubject subject) =>
        _denied.GetOrAdd(SubjectIdentity.Key(subject), key => Gather(key, consumer => consumer.Deny, areDenied: true));

    private IReadOnlyList<Listed> Gather(
        RbacSubject subject, Func<PolicyConsumer, IReadOnlyList<PolicyAllowance>> entries, bool areDenied) =>
        [.. from one in SubjectIdentity.WithGroups(subject)
            from consumer in _consumers[SubjectIdentity.Key(one)]
            from entry in entries(consumer)
            select new Listed(entry, entry.Namespaces.ToHashSet(), areDenied)];

    private sealed record Listed(PolicyAllowance Entry, HashSet<string> Namespaces, bool IsDenied);
}
