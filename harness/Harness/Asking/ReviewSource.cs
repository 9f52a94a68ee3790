using System.Net;
using Harness.Api;
using Harness.Rbac.Validation;
using k8s;
using k8s.Autorest;

namespace Harness.Asking;

/// <summary>
/// The authorizer itself, asked by SubjectAccessReview with the complete set of groups: of the cluster at hand (<c>live</c>), or of a
/// control plane that the manifests were applied to (<c>control-plane</c>). It writes nothing.
/// </summary>
/// <param name="name">Name of the source.</param>
/// <param name="admin">Client that may create SubjectAccessReviews.</param>
/// <param name="pace">How fast it may ask.</param>
public sealed class ReviewSource(string name, IKubernetes admin, RequestPace pace) : IAccessSource
{
    private const int AtOnce = 32;
    private const int Tries = 4;
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    private static readonly CellAnswer NoPaths = new(
        CellAnswerKind.NotAsked, "a SubjectAccessReview has no path: the authorizer does not know paths, and admission is not asked by it");
    private volatile string? _futile;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken)
    {
        var answers = new CellAnswer[cells.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cells.Count, options, async (i, ct) => answers[i] = cells[i].Path is null
            ? await AskAsync(cells[i], ct).ConfigureAwait(false)
            : NoPaths).ConfigureAwait(false);
        return answers;
    }

    private async Task<CellAnswer> AskAsync(AccessCell cell, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (_futile is { } futile)
                return new CellAnswer(CellAnswerKind.Undecided, futile);
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await AskOnceAsync(cell, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpOperationException busy) when (busy.Response.StatusCode == HttpStatusCode.TooManyRequests && attempt < Tries)
            {
                await Task.Delay(RetryAfter(busy), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
            {
                return Undecided(failure);
            }
        }
    }

    private async Task<CellAnswer> AskOnceAsync(AccessCell cell, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(CallTimeout);
        var answer = await cell.Question.AskAboutAsync(cell.Subject.ToAccessSubject(), admin, bound.Token).ConfigureAwait(false);
        return answer switch
        {
            { Allowed: true } => new CellAnswer(CellAnswerKind.Allowed, answer.Reason),
            { Error: { Length: > 0 } error } =>
                new CellAnswer(CellAnswerKind.Undecided, $"the authorizer could not check everything: {error}"),
            _ => new CellAnswer(CellAnswerKind.Denied, answer.Reason),
        };
    }

    /// <summary>What cannot improve is not retried: a missing permission, a server that is not there.</summary>
    private CellAnswer Undecided(Exception failure)
    {
        var what = NoDecision.Text(failure);
        var (text, isFutile) = failure switch
        {
            HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } =>
                ($"the API server refused the SubjectAccessReview: {what}; grant create on subjectaccessreviews.authorization.k8s.io "
                    + "(cluster role system:auth-delegator)", true),
            HttpOperationException => ($"the API server answered the SubjectAccessReview with {what}", false),
            HttpRequestException => ($"the API server cannot be reached: {what}", true),
            IOException => ($"the connection to the API server broke: {what}", false),
            _ => ($"the API server gave no answer in {CallTimeout.TotalSeconds:0} s", false),
        };
        if (isFutile)
            _futile = text;
        return new CellAnswer(CellAnswerKind.Undecided, text);
    }

    private static TimeSpan RetryAfter(HttpOperationException busy) =>
        busy.Response.Headers.TryGetValue("Retry-After", out var values) && int.TryParse(values.FirstOrDefault(), out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 30))
            : DefaultRetryAfter;
}
