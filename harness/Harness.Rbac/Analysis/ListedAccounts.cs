using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Analysis;

/// <summary>
/// The service accounts that a policy lists, by the namespace in which they live: whoever can use them there has what they have, wherever
/// the policy looks. A group of a namespace's accounts stands for every account there.
/// </summary>
internal sealed class ListedAccounts
{
    /// <summary>Where Kubernetes' own accounts live.</summary>
    public const string KubeSystem = "kube-system";

    private readonly ILookup<string, RbacSubject> _byNamespace;

    /// <summary>Those of a policy: consumers who may do something, and whoever may have more than is listed.</summary>
    public ListedAccounts(AccessPolicy? policy) => _byNamespace = (policy?.Consumers ?? []).Where(consumer => consumer.Allow.Count > 0)
        .Select(consumer => consumer.Subject).Concat((policy?.Ignored ?? []).Select(ignored => ignored.Subject))
        .Select(subject => SubjectIdentity.Key(SubjectIdentity.Of(subject))).Distinct()
        .Select(subject => (Subject: subject, Namespace: NamespaceOf(subject)))
        .Where(one => one.Namespace is not null).ToLookup(one => one.Namespace!, one => one.Subject);

    /// <summary>Namespaces in which any lives.</summary>
    public IEnumerable<string> Namespaces => _byNamespace.Select(one => one.Key);

    /// <summary>Namespaces that are looked at, in the scope or not: those, and that of Kubernetes' own accounts.</summary>
    public IEnumerable<string> Watched => Namespaces.Append(KubeSystem).Distinct();

    /// <summary>Whether somebody gains anything by using the accounts of a namespace.</summary>
    public bool IsWorthUsing(RbacSubject subject, string ns) => ns == KubeSystem || GainedBy(subject, ns, []).Any();

    /// <summary>Those of a namespace that somebody gains by using accounts there; nobody gains itself.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="subject">Who uses them.</param>
    /// <param name="names">Names of the accounts that can be used; none for every account.</param>
    public IEnumerable<RbacSubject> GainedBy(RbacSubject subject, string ns, IReadOnlyList<string> names) => _byNamespace[ns].Where(one =>
        !one.IsSame(subject) && (names.Count == 0 || one.Kind == RbacSubjectKind.Group || names.Contains(one.Name)));

    private static string? NamespaceOf(RbacSubject subject) => subject.Kind switch
    {
        RbacSubjectKind.ServiceAccount => subject.Namespace,
        RbacSubjectKind.Group when subject.Name.StartsWith(SubjectIdentity.AccountsOf, StringComparison.Ordinal) =>
            subject.Name[SubjectIdentity.AccountsOf.Length..],
        _ => null,
    };
}
