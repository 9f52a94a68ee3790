using System.Net;
using System.Runtime.CompilerServices;

namespace Harness.Load.Engine;

/// <summary>GET of a target: right is status 200 with the target's marker in the body, read to its end.</summary>
/// <remarks>For one copy: the request, its headers and the buffer are made once and used for every request.</remarks>
public sealed class HttpStep : IStep
{
    private readonly HttpMessageInvoker _client;
    private readonly HttpRequestMessage _request;
    private readonly BodyReader _body;

    /// <summary>A step over a client that its copies share and that outlives it.</summary>
    public HttpStep(HttpMessageInvoker client, HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _client = client;
        _body = new BodyReader(target.Marker);
        _request = target.CreateRequest();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Only HttpClient insists on a fresh message for each request; the handler itself does not change it.
            using var response = await _client.SendAsync(_request, cancellationToken).ConfigureAwait(false);
            var hasMarker = await _body.FindMarkerAsync(response.Content, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return StepOutcome.Failed(ErrorKinds.Of(response.StatusCode));
            return hasMarker ? StepOutcome.Answered : StepOutcome.Failed(ErrorKinds.WrongBody);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            // A request that the caller ended may also come back as a broken connection; either way it is no failure of the server's.
            cancellationToken.ThrowIfCancellationRequested();
            return StepOutcome.Failed(ErrorKinds.Of(failure));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _request.Dispose();
}
