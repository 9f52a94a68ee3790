namespace Harness.Access;

/// <summary>Who calls: a service account, one for each consumer so that they can be told apart and revoked apart.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record Consumer(string Namespace, string Name)
{
    /// <summary>
    /// The user name that the authorizer sees.
    /// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
    /// </summary>
    public string User => $"system:serviceaccount:{Namespace}:{Name}";

    /// <summary>All groups that the authorizer sees; an access review without them may be wrong.</summary>
    public IReadOnlyList<string> Groups =>
        ["system:serviceaccounts", $"system:serviceaccounts:{Namespace}", "system:authenticated"];

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
