using Harness.Api;
using Harness.Proxying;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using k8s;

namespace Harness.Asking;

/// <summary>
/// The API server of a preview: its authorizer is asked by SubjectAccessReview, and where that allows a service of which the policy names
/// paths, its admission by a call in the subject's name. No call arrives anywhere: a preview's Services have no endpoints.
/// </summary>
/// <param name="admin">Client of an administrator of the throw-away API server.</param>
/// <param name="version">Its version.</param>
/// <param name="files">Admission as the manifests have it, of which a preview makes only what a path policy is.</param>
/// <param name="pace">How fast it may ask.</param>
internal sealed class ControlPlaneSource(IKubernetes admin, string version, ObservedAdmission files, RequestPace pace) : IAccessSource
{
    private const int AtOnce = 32;

    /// <summary>Asks in the name of a group: the server wants a user, too, and nothing is granted to this one.</summary>
    private const string Nobody = "harness-nobody";

    private readonly ReviewSource _authorizer = new("control-plane", admin, pace);

    private readonly string? _noAdmission = KubernetesChange.VersionOf(version) < AdmissionObject.PoliciesSince
        ? $"{ObservedAdmission.NotServed($"Kubernetes {version}")}; the files alone have an answer"
        : null;

    /// <inheritdoc/>
    public string Name => _authorizer.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken)
    {
        var questions = cells.DistinctBy(Question).Select(cell => cell with { Path = null }).ToList(); // one for all paths of a service
        var allowed = questions.Select(Question).Zip(await _authorizer.AskAsync(questions, cancellationToken).ConfigureAwait(false))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        var answers = new CellAnswer[cells.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cells.Count, options, async (i, ct) =>
        {
            var byAuthorizer = allowed[Question(cells[i])];
            answers[i] = cells[i].Path is null || byAuthorizer.Kind != CellAnswerKind.Allowed
                ? byAuthorizer
                : await OfAdmissionAsync(cells[i], ct).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return answers;
    }

    private static (RbacSubject, AccessQuestion) Question(AccessCell cell) => (SubjectIdentity.Key(cell.Subject), cell.Question);

    private async Task<CellAnswer> OfAdmissionAsync(AccessCell cell, CancellationToken cancellationToken)
    {
        var who = cell.Subject.ToAccessSubject();
        if (WhyNot(cell, who) is { } reason)
            return new CellAnswer(CellAnswerKind.NotAsked, reason);
        await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        var (method, target) = (ProxiedCall.MethodOf(cell.Question.Verb)!, ProxiedCall.TargetOf(cell));
        var call = new CallEvidence { Method = method.Method, Url = target, Caller = cell.Subject.ToString() };
        try
        {
            // A user's groups, and an account's, the server knows by itself.
            var (user, group) = who.User.Length > 0 ? (who.User, null) : (Nobody, who.Groups[0]);
            var (status, text) = await RawApi.CallAsAsync(admin, user, group, method, target, cancellationToken).ConfigureAwait(false);
            return Answer(VerdictReader.Read(call, status, text));
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
        {
            return Answer(VerdictReader.Unanswered(call, failure));
        }
    }

    /// <summary>Why its admission says nothing about a path; null where it does.</summary>
    private string? WhyNot(AccessCell cell, AccessSubject who) => _noAdmission
        ?? (ProxiedCall.MethodOf(cell.Question.Verb) is null ? $"no HTTP method is authorized as {cell.Question.Verb}" : null)
        ?? (files.Decide(who, cell.Question, cell.Path) is { IsLetThrough: null } unknown ? $"not in the preview: {unknown.Why}" : null);

    /// <summary>The authorizer has allowed it, so that what admission does not refuse was let through; nobody answers behind it.</summary>
    private static CellAnswer Answer(Verdict verdict) => new(
        verdict.Evidence.IsRefusedByAdmission ? CellAnswerKind.Denied
            : verdict.Kind == VerdictKind.Allowed || verdict.Evidence.IsProxyError ? CellAnswerKind.Allowed
            : CellAnswerKind.Undecided,
        verdict.ToString());
}
