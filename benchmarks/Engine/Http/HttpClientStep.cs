using System.Runtime.CompilerServices;

namespace Harness.Load.Engine;

/// <summary>
/// One request by .NET's own client, which also speaks HTTP/2: right is what is right for <see cref="HttpStep"/>. It costs a multiple
/// of that step's processor time, and .NET's handler sends a GET again by itself when a used connection closes before it answers.
/// </summary>
/// <remarks>For one copy: the request, its headers and the buffer are made once and used for every request.</remarks>
public sealed class HttpClientStep : IStep
{
    private readonly HttpMessageInvoker _client;
    private readonly HttpRequestMessage _request;
    private readonly BodyReader _body;
    private readonly HttpTarget _target;

    /// <summary>A step over a client that its copies share and that outlives it.</summary>
    public HttpClientStep(HttpMessageInvoker client, HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _client = client;
        _target = target;
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
            if ((int)response.StatusCode != _target.ExpectedStatus)
                return StepOutcome.Failed(ErrorKinds.Of(response.StatusCode));
            return hasMarker || _target.Method == HttpMethod.Head ? StepOutcome.Answered : StepOutcome.Failed(ErrorKinds.WrongBody);
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
