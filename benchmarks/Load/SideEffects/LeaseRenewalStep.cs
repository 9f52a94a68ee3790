using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Load.Engine;

namespace Harness.Load.SideEffects;

/// <summary>
/// Renews a lease as a kubelet does: PUT of the whole object, with the resource version of the last answer. Each copy has a lease of its
/// own, as each node has.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/leases/</remarks>
/// <param name="client">As whom; outlives the step.</param>
/// <param name="url">The lease.</param>
/// <param name="authorization">Credentials.</param>
/// <param name="done">Told when the step needs the lease no more.</param>
internal sealed class LeaseRenewalStep(HttpMessageInvoker client, Uri url, AuthenticationHeaderValue? authorization, Action done) : IStep
{
    private JsonNode? _lease;

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = _lease is null ? await SendAsync(HttpMethod.Get, cancellationToken).ConfigureAwait(false) : StepOutcome.Answered;
            if (read.ErrorKind is not null)
                return read;
            _lease!["spec"]!["renewTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null);
            return await SendAsync(HttpMethod.Put, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            _lease = null; // whether it was renewed is not known, and so its version is not
            cancellationToken.ThrowIfCancellationRequested();
            return StepOutcome.Failed(ErrorKinds.Of(failure));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => done();

    private async Task<StepOutcome> SendAsync(HttpMethod method, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Headers = { Authorization = authorization } };
        if (method == HttpMethod.Put)
            request.Content = new StringContent(_lease!.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        _lease = answer.IsSuccessStatusCode ? JsonNode.Parse(body) : null;
        return _lease is null ? StepOutcome.Failed(ErrorKinds.Of(answer.StatusCode)) : StepOutcome.Answered;
    }
}
