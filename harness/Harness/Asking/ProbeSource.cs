using Harness.Access;
using Harness.Api;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using k8s;

namespace Harness.Asking;

/// <summary>
/// Real HTTP through the API server's proxy, as each consumer with a short-lived token of its own. A token has to prove itself first, by a
/// call that anyone with a credential may make: else "everything is denied" would only mean that the token was bad.
/// </summary>
/// <param name="api">The API server.</param>
/// <param name="admin">Client that may request tokens for the consumers.</param>
/// <param name="policy">Whose consumers call.</param>
/// <param name="methods">HTTP methods that may be sent.</param>
/// <param name="pace">How fast it may call.</param>
public sealed class ProbeSource(
    ApiServerAddress api, IKubernetes admin, AccessPolicy policy, IReadOnlyList<string> methods, RequestPace pace) : IAccessSource
{
    private const int AtOnce = 8;

    /// <summary>Methods that change nothing, unless the policy says that a service's do.</summary>
    public static IReadOnlyList<string> SafeMethods { get; } = ["GET", "HEAD"];

    /// <inheritdoc/>
    public string Name => "probe";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken)
    {
        var callers = new Dictionary<RbacSubject, ProbeCaller>();
        try
        {
            foreach (var subject in cells.Where(cell => WhyNot(cell) is null).Select(cell => Identity(cell.Subject)).Distinct())
            {
                var consumer = new Consumer(subject.Namespace!, subject.Name);
                callers[subject] = await ProbeCaller.PrepareAsync(consumer, api, admin, cancellationToken).ConfigureAwait(false);
            }

            var answers = new CellAnswer[cells.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, cells.Count, options, async (i, ct) => answers[i] = WhyNot(cells[i]) is { } reason
                    ? new CellAnswer(CellAnswerKind.NotAsked, reason)
                    : await AskAsync(callers[Identity(cells[i].Subject)], cells[i], ct).ConfigureAwait(false))
                .ConfigureAwait(false);
            return answers;
        }
        finally
        {
            foreach (var caller in callers.Values)
                caller.Dispose();
        }
    }

    private async Task<CellAnswer> AskAsync(ProbeCaller caller, AccessCell cell, CancellationToken cancellationToken)
    {
        if (caller.Unproven is { } unproven)
            return new CellAnswer(CellAnswerKind.Undecided, unproven);
        var called = new List<(CellAnswer Answer, bool IsByAdmission)>();
        foreach (var method in MethodsOf(cell.Question))
        {
            await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            called.Add(await caller.CallAsync(method, cell, cancellationToken).ConfigureAwait(false));
        }

        // What admission refuses to a HEAD cannot be told from what the authorizer does, so a GET's answer counts for both.
        var byAdmission = called.Where(one => one.IsByAdmission).ToList();
        var answers = (byAdmission.Count > 0 ? byAdmission : called).Select(one => one.Answer).ToList();

        // GET and HEAD are one verb: if they are decided differently, something other than the authorizer decided.
        // A HEAD's 503 has no body to show whose it is, so it does not count when another answer does.
        var decided = answers.Where(answer => answer.Kind != CellAnswerKind.Undecided).ToList();
        return decided.Select(answer => answer.Kind).Distinct().Count() switch
        {
            0 => answers[0],
            1 => decided[0],
            _ => new CellAnswer(
                CellAnswerKind.Undecided, $"decided differently: {string.Join("; ", answers.Select(answer => answer.Detail))}"),
        };
    }

    private IEnumerable<string> MethodsOf(AccessQuestion question) => methods.Where(method => HttpVerb.Of(method) == question.Verb);

    /// <summary>Why a cell cannot be probed; null when it can.</summary>
    private string? WhyNot(AccessCell cell)
    {
        var question = cell.Question;
        if (Identity(cell.Subject) is not { Kind: RbacSubjectKind.ServiceAccount } account)
            return "tokens are issued for service accounts only";
        if (!policy.Consumers.Any(consumer => Identity(consumer.Subject).IsSame(account)))
            return "tokens are issued only for the policy's consumers";
        if (!ProxyAccess.All.Contains(question.Resource) || question.Name.Length == 0)
            return "only calls through the proxies are probed";
        if (question.Verb == "get" && IsUnsafe(question))
            return "the policy says that this service's GETs, or those of one that the pod may be behind, change things";
        return MethodsOf(question).Any() ? null : $"the method is not among --probe-methods {string.Join(",", methods)}";
    }

    /// <summary>Whether a GET may change things; a pod does not show which service it is behind.</summary>
    private bool IsUnsafe(AccessQuestion question) => question.Resource == ProxyAccess.Pods
        ? policy.UnsafeGetsIn(question.Namespace).Any() && question.Name != ProxyQuestions.NoSuchName
        : ProxyName.Parse(question.Name) is { } name && policy.UnsafeGetsIn(question.Namespace).Contains(name.Service);

    private static RbacSubject Identity(RbacSubject subject) => SubjectIdentity.Key(SubjectIdentity.Of(subject));
}
