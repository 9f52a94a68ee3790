using System.Net.Http.Headers;
using System.Net.WebSockets;
using Harness.Api;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Sends a request exactly as written and shows the answer as it comes: no path is tidied up, nothing is followed, unpacked or
/// buffered. It verifies the API server's certificate, as every client here does.
/// </summary>
public sealed class Wire(ApiServerAddress api, BearerToken token) : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly HttpMessageInvoker _http = new(api.CreateHandler());

    /// <summary>Host and port under which the API server is called: what its Host header says.</summary>
    public string Host => api.ServerName ?? api.Address.Authority;

    /// <summary>Sends a request; the answer's body is not read yet.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string target, HttpContent? body, IEnumerable<(string Name, string Value)> headers,
        CancellationToken cancellationToken, Version? version = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(api.Address.AbsoluteUri.TrimEnd('/') + target, AsWritten));
        request.Content = body;
        if (version is not null)
            (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Opens a WebSocket.</summary>
    /// <exception cref="WebSocketException">It was refused; <paramref name="socket"/> has the status.</exception>
    public Task ConnectAsync(ClientWebSocket socket, string target, CancellationToken cancellationToken)
    {
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token.Reveal()}");
        return socket.ConnectAsync(
            new UriBuilder(api.Address.AbsoluteUri.TrimEnd('/') + target) { Scheme = "wss" }.Uri, _http, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
