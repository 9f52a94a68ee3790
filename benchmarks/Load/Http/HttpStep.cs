using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Harness.Load;

/// <summary>GET over a route: right is status 200 with the route's marker in the body, read to its end.</summary>
/// <remarks>For one copy: the request, its headers and the buffer are made once and used for every request.</remarks>
public sealed class HttpStep : IStep
{
    private readonly HttpMessageInvoker _client;
    private readonly HttpRequestMessage _request;
    private readonly BodyReader _body;

    /// <summary>A step over a client that its copies share and that outlives it.</summary>
    public HttpStep(HttpMessageInvoker client, LoadRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        _client = client;
        _body = new BodyReader(route.Marker);
        _request = CreateRequest(route);
    }

    /// <summary>The request that the step sends, with the route's token and exact HTTP version.</summary>
    public static HttpRequestMessage CreateRequest(LoadRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var request = new HttpRequestMessage(HttpMethod.Get, route.Url)
        {
            Version = route.HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = route.ServerName; // the handler takes the name to verify from here
        if (route.BearerToken is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
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
