using System.Net.Http.Headers;
using Harness.Load.Engine;

namespace Harness.Load.RbacCost;

/// <summary>One call after the other on one connection, each at once: for finding the first that is answered otherwise.</summary>
/// <param name="client">Keeps its connection; outlives this.</param>
/// <param name="url">What is asked for.</param>
/// <param name="caller">As whom.</param>
internal sealed class ConsumerCall(HttpMessageInvoker client, Uri url, IRouteCaller caller)
{
    private AuthenticationHeaderValue? _authorization;

    /// <summary>Has credentials that hold so long; before the first call, and whenever there is time for it.</summary>
    public async Task RenewAsync(TimeSpan needed, CancellationToken stop) =>
        _authorization = await caller.CurrentAsync(needed, stop).ConfigureAwait(false);

    /// <summary>Makes one call, and reads its answer to the end.</summary>
    public async Task<CallAnswer> AskAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HttpRound.StepTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = _authorization;
            using var response = await client.SendAsync(request, timeout.Token).ConfigureAwait(false);
            await response.Content.CopyToAsync(Stream.Null, timeout.Token).ConfigureAwait(false);
            return new CallAnswer((int)response.StatusCode, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new CallAnswer(null, ErrorKinds.Of(failure));
        }
    }
}
