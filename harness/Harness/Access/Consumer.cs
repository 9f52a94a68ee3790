using Harness.Rbac.Objects;

namespace Harness.Access;

/// <summary>Who calls: a service account, one for each consumer so that they can be told apart and revoked apart.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record Consumer(string Namespace, string Name)
{
    /// <summary>Whom the authorizer sees.</summary>
    public AccessSubject Identity => AccessSubject.ServiceAccount(Namespace, Name);

    /// <summary>The user name that the authorizer sees.</summary>
    public string User => Identity.User;

    /// <summary>All groups that the authorizer sees; an access review without them may be wrong.</summary>
    public IReadOnlyList<string> Groups => Identity.Groups;

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
