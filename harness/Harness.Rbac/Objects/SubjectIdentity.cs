namespace Harness.Rbac.Objects;

/// <summary>Who a binding's subject is to the authorizer, which knows users and groups only.</summary>
public static class SubjectIdentity
{
    /// <summary>Prefix of a service account's user name, before its namespace and name.</summary>
    public const string AccountPrefix = "system:serviceaccount:";

    /// <summary>Prefix of the group of a namespace's service accounts.</summary>
    public const string AccountsOf = "system:serviceaccounts:";

    /// <summary>The group of every service account of the cluster.</summary>
    public const string AllAccounts = "system:serviceaccounts";

    /// <summary>The group of everybody with a credential.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>The group of everybody without one.</summary>
    public const string Unauthenticated = "system:unauthenticated";

    /// <summary>The user without a credential.</summary>
    public const string Anonymous = "system:anonymous";

    /// <summary>
    /// The group of whom no authorizer is asked: the API server lets its members do anything.
    /// Source: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
    /// </summary>
    public const string Masters = "system:masters";

    /// <summary>The subject of a binding, a service account as such however it is written.</summary>
    public static RbacSubject Of(RbacSubject subject, RbacBinding binding) => subject.Kind switch
    {
        RbacSubjectKind.ServiceAccount when subject.Namespace is null => subject with { Namespace = binding.Namespace },
        RbacSubjectKind.User => Of(subject),
        _ => subject,
    };

    /// <summary>The same, of a subject that names its own namespace.</summary>
    public static RbacSubject Of(RbacSubject subject) => subject.Kind == RbacSubjectKind.User && AccountNamed(subject.Name) is { } account
        ? account with { Location = subject.Location }
        : subject;

    /// <summary>The service account whose user name this is; null when it is none's.</summary>
    public static RbacSubject? AccountNamed(string user) =>
        user.StartsWith(AccountPrefix, StringComparison.Ordinal)
        && user[AccountPrefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } name]
            ? new RbacSubject(RbacSubjectKind.ServiceAccount, name, ns)
            : null;

    /// <summary>The subject itself and every group that it is certainly in: what any of them may, it may.</summary>
    public static IEnumerable<RbacSubject> WithGroups(RbacSubject subject) =>
        GroupsOf(subject).Select(group => new RbacSubject(RbacSubjectKind.Group, group)).Prepend(subject);

    /// <summary>Whether a name is a service account's user name, or that of a group of service accounts.</summary>
    public static bool IsOfAccounts(string name) =>
        name == AllAccounts || name.StartsWith(AccountsOf, StringComparison.Ordinal)
            || name.StartsWith(AccountPrefix, StringComparison.Ordinal);

    /// <summary>Whether a subject of Kubernetes' own names stands for many.</summary>
    public static bool IsEverybody(RbacSubject subject) => subject.Name is AllAccounts or Authenticated or Unauthenticated or Anonymous
        || subject.Name.StartsWith(AccountsOf, StringComparison.Ordinal);

    /// <summary>The subject without the place that names it: equal for the same subject.</summary>
    public static RbacSubject Key(RbacSubject subject) => subject.Location is null ? subject : subject with { Location = null };

    /// <summary>The groups that a subject is certainly in, whatever else is known of it.</summary>
    public static IEnumerable<string> GroupsOf(RbacSubject subject) => subject switch
    {
        { Kind: RbacSubjectKind.ServiceAccount } => [AccountsOf + subject.Namespace, AllAccounts, Authenticated],
        { Name: Anonymous or Unauthenticated } => subject.Kind == RbacSubjectKind.User ? [Unauthenticated] : [],
        { Kind: RbacSubjectKind.Group, Name: Authenticated } => [],
        { Kind: RbacSubjectKind.Group } when subject.Name.StartsWith(AccountsOf, StringComparison.Ordinal) => [AllAccounts, Authenticated],
        _ => [Authenticated],
    };
}
