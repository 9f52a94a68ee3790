using System.Net.Http.Headers;
using System.Net.WebSockets;
using Harness.Api;

namespace Harness.Proxying;

/// <summary>An answer in full, with the decision read from it.</summary>
/// <param name="Verdict">What the API server decided, with its evidence.</param>
/// <param name="Body">The body as text; empty when no answer came.</param>
public sealed record ProxyAnswer(Verdict Verdict, string Body);

/// <summary>
/// Calls the API server as one consumer and reads its decision. It carries the consumer's token and nothing of the
/// administrator's, and verifies the API server's certificate.
/// </summary>
public sealed class ServiceProxyClient : IDisposable
{
    /// <summary>How much of a body is read unless a caller asks for more, in bytes.</summary>
    public const int UsualBody = 64 << 10;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    private readonly ApiServerAddress _api;
    private readonly BearerToken? _token;
    private readonly string? _subject;
    private readonly HttpMessageInvoker _http;

    /// <summary>A client for one caller.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="caller">The caller's name for the evidence, e.g. <c>consumer-a</c>.</param>
    /// <param name="token">The caller's token; null to call without one.</param>
    public ServiceProxyClient(ApiServerAddress api, string caller, BearerToken? token)
    {
        (_api, Caller, _token) = (api, caller, token);
        _subject = token is null ? "user:system:anonymous" : token.ServiceAccount is { } account ? $"serviceaccount:{account}" : null;
        _http = new HttpMessageInvoker(api.CreateHandler());
    }

    /// <summary>What its calls say they come from, for the API server's audit log; null for nothing.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The caller's name.</summary>
    public string Caller { get; }

    /// <summary>Calls a service through the proxy.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="url">The service, and a path of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="mostBody">How much of the body is read, in bytes.</param>
    /// <inheritdoc cref="CallAsync(HttpMethod, string, CancellationToken, int, bool)" path="/returns"/>
    public Task<ProxyAnswer> CallAsync(
        HttpMethod method, ServiceProxyUrl url, CancellationToken cancellationToken, int mostBody = UsualBody) =>
        CallAsync(method, url.PathAndQuery, cancellationToken, mostBody);

    /// <summary>Calls any path of the API server.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="pathAndQuery">Path and query, as they are sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="mostBody">How much of the body is read, in bytes.</param>
    /// <param name="isVerbatim">Whether dots and escapes of the path are sent as they are; else a client makes it canonical first.</param>
    /// <returns>The answer; a call that got none has verdict <see cref="VerdictKind.Failed"/> and does not throw.</returns>
    public async Task<ProxyAnswer> CallAsync(
        HttpMethod method, string pathAndQuery, CancellationToken cancellationToken, int mostBody = UsualBody, bool isVerbatim = false)
    {
        var call = new CallEvidence { Method = method.Method, Url = pathAndQuery, Caller = Caller, Subject = _subject };
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(CallTimeout);
        try
        {
            using var request = Request(method, pathAndQuery, isVerbatim);
            using var response = await _http.SendAsync(request, bound.Token).ConfigureAwait(false);
            var body = await BoundedBody.ReadAsync(response.Content, mostBody, bound.Token).ConfigureAwait(false);
            var read = body.IsCut ? VerdictReader.ReadCut : (Func<CallEvidence, int, string, Verdict>)VerdictReader.Read;
            return new ProxyAnswer(read(call, (int)response.StatusCode, body.Text), body.Text);
        }
        catch (Exception failure) when (NoAnswer(failure, cancellationToken))
        {
            return new ProxyAnswer(VerdictReader.Unanswered(call, failure), "");
        }
    }

    /// <summary>Opens a WebSocket to a service through the proxy and closes it again.</summary>
    /// <returns>Allowed when the upgrade went through, else what the API server answered.</returns>
    public Task<Verdict> UpgradeAsync(ServiceProxyUrl url, CancellationToken cancellationToken) =>
        UpgradeAsync(url.PathAndQuery, cancellationToken);

    /// <summary>Opens a WebSocket on any path of the API server, e.g. a pod's proxy, and closes it again.</summary>
    /// <returns>Allowed when the upgrade went through, else what the API server answered.</returns>
    public async Task<Verdict> UpgradeAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var call = new CallEvidence { Method = "GET (WebSocket)", Url = pathAndQuery, Caller = Caller, Subject = _subject };
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(CallTimeout);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            var address = new UriBuilder(Address(pathAndQuery)) { Scheme = "wss" }.Uri;
            if (_token is not null)
                socket.Options.SetRequestHeader("Authorization", $"Bearer {_token.Reveal()}");
            await socket.ConnectAsync(address, _http, bound.Token).ConfigureAwait(false);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, bound.Token).ConfigureAwait(false);
            return new Verdict(VerdictKind.Allowed, call with { Status = 101 });
        }
        catch (WebSocketException) when ((int)socket.HttpStatusCode is not 0 and not 101)
        {
            // The client drops the body of a refused upgrade; the same GET without the upgrade is decided alike and has one.
            var answer = await CallAsync(HttpMethod.Get, pathAndQuery, cancellationToken).ConfigureAwait(false);
            return Refused(call, (int)socket.HttpStatusCode, answer.Verdict);
        }
        catch (WebSocketException) when ((int)socket.HttpStatusCode == 101)
        {
            // The upgrade went through; how the backend then closes does not matter.
            return new Verdict(VerdictKind.Allowed, call with { Status = 101 });
        }
        catch (Exception failure) when (failure is WebSocketException || NoAnswer(failure, cancellationToken))
        {
            return VerdictReader.Unanswered(call, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The upgrade's own status counts; reason and message are taken over only where the plain GET had the same one.</summary>
    private static Verdict Refused(CallEvidence call, int status, Verdict plainGet) => plainGet.Evidence.Status == status
        ? plainGet with { Evidence = plainGet.Evidence with { Method = call.Method } }
        : VerdictReader.Read(call, status, "");

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery, bool isVerbatim)
    {
        var request = new HttpRequestMessage(method, Address(pathAndQuery, isVerbatim));
        if (UserAgent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (_token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Reveal());
        return request;
    }

    private Uri Address(string pathAndQuery, bool isVerbatim = false) => new(
        _api.Address.AbsoluteUri.TrimEnd('/') + pathAndQuery,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = isVerbatim });

    private static bool NoAnswer(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
