using k8s;
using k8s.Models;

namespace Harness.Access;

/// <summary>A question to the authorizer about one verb on one resource, or on one path outside of resources.</summary>
/// <param name="Namespace">Namespace; empty for a resource of the whole cluster.</param>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource, with its sub-resource after a slash.</param>
/// <param name="Name">Resource name; empty for "any".</param>
/// <param name="Verb">API verb.</param>
public sealed record AccessQuestion(string Namespace, string ApiGroup, string Resource, string Name, string Verb)
{
    /// <summary>A path outside of resources, e.g. <c>/healthz</c>; everything else but the verb is empty then. Null for a resource.</summary>
    public string? Path { get; init; }

    /// <summary>A question about a path outside of resources; its verb is the HTTP method in lower case.</summary>
    public static AccessQuestion OfPath(string verb, string path) => new("", "", "", "", verb) { Path = path };

    /// <summary>Asks the authorizer about a consumer.</summary>
    public Task<AccessAnswer> AskAboutAsync(Consumer consumer, IKubernetes admin, CancellationToken cancellationToken) =>
        AskAboutAsync(AccessSubject.Of(consumer), admin, cancellationToken);

    /// <summary>Asks the authorizer about somebody, by a SubjectAccessReview.</summary>
    public async Task<AccessAnswer> AskAboutAsync(AccessSubject subject, IKubernetes admin, CancellationToken cancellationToken)
    {
        var review = new V1SubjectAccessReview
        {
            Spec = new V1SubjectAccessReviewSpec
            {
                User = subject.User,
                Groups = [.. subject.Groups],
                ResourceAttributes = Attributes(),
                NonResourceAttributes = PathAttributes(),
            },
        };
        var answer = await admin.AuthorizationV1.CreateSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return AccessAnswer.Of(answer.Status);
    }

    /// <summary>Asks the authorizer about oneself, by a SelfSubjectAccessReview.</summary>
    public async Task<AccessAnswer> AskAboutSelfAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = Attributes(), NonResourceAttributes = PathAttributes() },
        };
        var answer = await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return AccessAnswer.Of(answer.Status);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Path is not null)
            return $"{Verb} {Path}";
        var group = ApiGroup.Length == 0 ? "" : $".{ApiGroup}";
        var name = Name.Length == 0 ? "" : $" \"{Name}\"";
        var where = Namespace.Length == 0 ? "cluster-wide" : $"in namespace {Namespace}";
        return $"{Verb} {Resource}{group}{name} {where}";
    }

    private V1NonResourceAttributes? PathAttributes() => Path is null ? null : new V1NonResourceAttributes { Path = Path, Verb = Verb };

    private V1ResourceAttributes? Attributes()
    {
        if (Path is not null)
            return null;
        var parts = Resource.Split('/', 2);
        return new V1ResourceAttributes
        {
            NamespaceProperty = Namespace,
            Group = ApiGroup,
            Resource = parts[0],
            Subresource = parts.Length == 2 ? parts[1] : null,
            Name = Name,
            Verb = Verb,
        };
    }
}

/// <summary>The authorizer's answer.</summary>
/// <param name="Allowed">Whether it allows.</param>
/// <param name="Reason">Why, in its words; names the binding that allows.</param>
public sealed record AccessAnswer(bool Allowed, string Reason)
{
    /// <summary>What kept the authorizer from looking everywhere (a webhook that is away): then "not allowed" decides nothing. Null when nothing did.</summary>
    public string? Error { get; init; }

    internal static AccessAnswer Of(V1SubjectAccessReviewStatus status) => new(status.Allowed, status.Reason ?? "") { Error = status.EvaluationError };
}
