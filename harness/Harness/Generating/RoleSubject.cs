using k8s.Models;

namespace Harness.Generating;

/// <summary>To whom a RoleBinding gives a role.</summary>
/// <param name="Kind"><c>ServiceAccount</c>, <c>User</c> or <c>Group</c>.</param>
/// <param name="Namespace">The service account's namespace; null for users and groups, which are in none.</param>
/// <param name="Name">Its name.</param>
public sealed record RoleSubject(string Kind, string? Namespace, string Name)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>Whether it is an object of the cluster's, which manifests can make.</summary>
    public bool IsServiceAccount => Kind == "ServiceAccount";

    /// <summary>A service account.</summary>
    public static RoleSubject ServiceAccount(string ns, string name) => new("ServiceAccount", ns, name);

    /// <summary>A user, whom the cluster knows only by what its authenticators say.</summary>
    public static RoleSubject User(string name) => new("User", null, name);

    /// <summary>A group.</summary>
    public static RoleSubject Group(string name) => new("Group", null, name);

    /// <summary>As it stands in a RoleBinding.</summary>
    internal Rbacv1Subject InBinding() => new()
    {
        ApiGroup = IsServiceAccount ? null : RbacGroup,
        Kind = Kind,
        NamespaceProperty = Namespace,
        Name = Name,
    };
}
