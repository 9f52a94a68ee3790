using Harness.Access;
using Harness.Api;
using Harness.Proxying;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;
using k8s;

namespace Harness.Asking;

/// <summary>A consumer that calls with a short-lived token of its own, once the token has proven itself.</summary>
internal sealed class ProbeCaller : IDisposable
{
    private static readonly AccessQuestion AskAboutOneself = new("", "authorization.k8s.io", "selfsubjectaccessreviews", "", "create");
    private readonly ServiceProxyClient? _client;

    private ProbeCaller(ServiceProxyClient? client, string? unproven) => (_client, Unproven) = (client, unproven);

    /// <summary>Why its answers mean nothing; null when its token works.</summary>
    public string? Unproven { get; }

    /// <summary>Has a token issued and tries it.</summary>
    public static async Task<ProbeCaller> PrepareAsync(
        Consumer consumer, ApiServerAddress api, IKubernetes admin, CancellationToken cancellationToken)
    {
        BearerToken token;
        try
        {
            token = await new ConsumerProvisioner(admin)
                .RequestTokenAsync(consumer, ConsumerProvisioner.ShortestLifetime, [], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
        {
            return new ProbeCaller(null, $"no token could be issued for service account {consumer}: {NoDecision.Text(failure)}");
        }

        var unproven = await WhyUnprovenAsync(consumer, token, api, cancellationToken).ConfigureAwait(false);
        return new ProbeCaller(new ServiceProxyClient(api, consumer.Name, token) { UserAgent = AuditEvent.ProbeAgent }, unproven);
    }

    /// <summary>
    /// Calls as the consumer, and reads what was decided: without a path by the authorizer alone, whatever admission made of it; with one,
    /// by both.
    /// </summary>
    public async Task<(CellAnswer Answer, bool IsByAdmission)> CallAsync(
        string method, AccessCell cell, CancellationToken cancellationToken)
    {
        var answer = await _client!.CallAsync(
            new HttpMethod(method), ProxiedCall.TargetOf(cell), cancellationToken, isVerbatim: true).ConfigureAwait(false);
        var isByAdmission = answer.Verdict.Evidence.IsRefusedByAdmission;
        return (isByAdmission && cell.Path is null
            ? new CellAnswer(CellAnswerKind.Allowed, $"the authorizer let it through to admission: {answer.Verdict}")
            : Answer(answer.Verdict), isByAdmission);
    }

    private static CellAnswer Answer(Verdict verdict) => verdict.Kind switch
    {
        VerdictKind.Allowed => new CellAnswer(CellAnswerKind.Allowed, verdict.ToString()),
        VerdictKind.Forbidden => new CellAnswer(CellAnswerKind.Denied, verdict.ToString()),
        VerdictKind.Failed when verdict.Evidence.IsProxyError => new CellAnswer(CellAnswerKind.Allowed, verdict.ToString()),
        _ => new CellAnswer(CellAnswerKind.Undecided, verdict.ToString()),
    };

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    /// <summary>
    /// The positive control: every authenticated user may ask about themselves, by Kubernetes' own cluster role system:basic-user.
    /// </summary>
    private static async Task<string?> WhyUnprovenAsync(
        Consumer consumer, BearerToken token, ApiServerAddress api, CancellationToken cancellationToken)
    {
        using var self = KubernetesClients.Create(
            api, new ApiCredentials { Token = new FixedToken(token) }, repeats: null, userAgent: AuditEvent.ProbeAgent);
        try
        {
            await AskAboutOneself.AskAboutSelfAsync(self, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
        {
            return $"the token of service account {consumer} is not proven to work: a SelfSubjectAccessReview with it got "
                + $"{NoDecision.Text(failure)}, so a refusal would mean nothing";
        }
    }
}
