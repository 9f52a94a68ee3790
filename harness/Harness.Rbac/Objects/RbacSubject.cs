using Harness.Rbac.Yaml;

namespace Harness.Rbac.Objects;

/// <summary>To whom a binding gives, or whom a policy is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">A service account's namespace; null for users and groups.</param>
public sealed record RbacSubject(RbacSubjectKind Kind, string Name, string? Namespace = null)
{
    /// <summary>Where it stands; null when it was read from a cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>A service account.</summary>
    public static RbacSubject ServiceAccount(string ns, string name) => new(RbacSubjectKind.ServiceAccount, name, ns);

    /// <summary>
    /// The subject as the authorizer sees it, with every group that it is certainly in. Groups outside Kubernetes are not known.
    /// </summary>
    public AccessSubject ToAccessSubject() => Kind switch
    {
        RbacSubjectKind.ServiceAccount => AccessSubject.ServiceAccount(Namespace ?? "", Name),
        RbacSubjectKind.Group => new AccessSubject("", [Name, .. SubjectIdentity.GroupsOf(this)]),
        _ => new AccessSubject(Name, [.. SubjectIdentity.GroupsOf(this)]),
    };

    /// <summary>Whether both are the same subject, wherever they are named.</summary>
    public bool IsSame(RbacSubject other) => SubjectIdentity.Key(this) == SubjectIdentity.Key(other);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        RbacSubjectKind.ServiceAccount => $"serviceaccount:{Namespace}/{Name}",
        RbacSubjectKind.Group => $"group:{Name}",
        _ => $"user:{Name}",
    };
}

/// <summary>What a subject is.</summary>
public enum RbacSubjectKind
{
    /// <summary>A service account.</summary>
    ServiceAccount,

    /// <summary>A user, who is known by name alone.</summary>
    User,

    /// <summary>A group.</summary>
    Group,
}
