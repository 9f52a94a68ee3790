using Harness.Rbac.Objects;

namespace Harness.Access;

/// <summary>Who calls: a service account, one for each consumer so that they can be told apart and revoked apart.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record Consumer(string Namespace, string Name)
{
    /// <summary>The consumer as bindings name it.</summary>
    public RbacSubject Subject => RbacSubject.ServiceAccount(Namespace, Name);

    /// <summary>The consumer as the authorizer sees it, with all of its groups.</summary>
    public AccessSubject Identity => Subject.ToAccessSubject();

    /// <summary>The user name that the authorizer sees.</summary>
    public string User => Identity.User;

    /// <summary>A ClusterRole, e.g. <c>edit</c>, given to the consumer in one namespace.</summary>
    /// <param name="clusterRole">Name of the ClusterRole.</param>
    /// <param name="ns">Where it holds.</param>
    /// <param name="name">Name of the RoleBinding.</param>
    public RbacBinding BoundTo(string clusterRole, string ns, string name) => new(ns, name, "ClusterRole", clusterRole, [Subject]);

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
