using Harness.Rbac.Objects;
using k8s;
using k8s.Models;

namespace Harness.Api;

/// <summary>Puts questions to the API server's authorizer.</summary>
public static class AccessReview
{
    /// <summary>Asks about somebody, by a SubjectAccessReview.</summary>
    public static async Task<AccessAnswer> AskAboutAsync(
        this AccessQuestion question, AccessSubject subject, IKubernetes admin, CancellationToken cancellationToken)
    {
        var review = new V1SubjectAccessReview
        {
            Spec = new V1SubjectAccessReviewSpec
            {
                User = subject.User,
                Groups = [.. subject.Groups],
                ResourceAttributes = Resource(question),
                NonResourceAttributes = Path(question),
            },
        };
        var answer = await admin.AuthorizationV1.CreateSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return AccessAnswer.Of(answer.Status);
    }

    /// <summary>Asks about oneself, by a SelfSubjectAccessReview.</summary>
    public static async Task<AccessAnswer> AskAboutSelfAsync(
        this AccessQuestion question, IKubernetes client, CancellationToken cancellationToken)
    {
        var review = new V1SelfSubjectAccessReview
        {
            Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = Resource(question), NonResourceAttributes = Path(question) },
        };
        var answer = await client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return AccessAnswer.Of(answer.Status);
    }

    private static V1NonResourceAttributes? Path(AccessQuestion question) =>
        question.Path is null ? null : new V1NonResourceAttributes { Path = question.Path, Verb = question.Verb };

    private static V1ResourceAttributes? Resource(AccessQuestion question)
    {
        if (question.Path is not null)
            return null;
        var parts = question.Resource.Split('/', 2);
        return new V1ResourceAttributes
        {
            NamespaceProperty = question.Namespace,
            Group = question.ApiGroup,
            Resource = parts[0],
            Subresource = parts.Length == 2 ? parts[1] : null,
            Name = question.Name,
            Verb = question.Verb,
        };
    }
}

/// <summary>The authorizer's answer.</summary>
/// <param name="Allowed">Whether it allows.</param>
/// <param name="Reason">Why, in its words; names the binding that allows.</param>
public sealed record AccessAnswer(bool Allowed, string Reason)
{
    /// <summary>
    /// What kept the authorizer from looking everywhere (e.g. a webhook that is down): then "not allowed" decides nothing. Null when
    /// nothing did.
    /// </summary>
    public string? Error { get; init; }

    internal static AccessAnswer Of(V1SubjectAccessReviewStatus status) =>
        new(status.Allowed, status.Reason ?? "") { Error = status.EvaluationError };
}
