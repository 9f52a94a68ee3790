namespace Harness.Api;

/// <summary>
/// Presents the certificate that an exec plugin prints, and the next one when it expires. A certificate is presented once a connection,
/// so that another one takes other connections; calls under way end on theirs.
/// </summary>
/// <param name="api">The API server.</param>
/// <param name="credentials">The credentials; they have a plugin.</param>
internal sealed class RenewedCertificate(ApiServerAddress api, ApiCredentials credentials) : DelegatingHandler
{
    private readonly Lock _lock = new();
    private PrintedCredentials? _printed;
    private HttpMessageInvoker? _connections;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var printed = await credentials.Plugin!.GetAsync(cancellationToken).ConfigureAwait(false);
        return await Connections(printed).SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _connections?.Dispose();
        base.Dispose(disposing);
    }

    private HttpMessageInvoker Connections(PrintedCredentials printed)
    {
        lock (_lock)
        {
            if (_connections is not null && ReferenceEquals(_printed, printed))
                return _connections;
            var handler = new SocketsHttpHandler();
            api.SetUp(handler);
            credentials.With(printed).SetUp(handler);
            _connections?.Dispose(); // closes those that are idle
            (_printed, _connections) = (printed, new HttpMessageInvoker(handler));
            return _connections;
        }
    }
}
