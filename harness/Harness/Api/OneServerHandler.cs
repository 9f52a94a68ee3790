namespace Harness.Api;

/// <summary>
/// Lets requests to one API server pass and no others, so that nobody else is offered its callers' credentials. Calls it by the name
/// that its certificate has to have: the runtime takes the name to verify from the Host header, whatever its TLS options say.
/// </summary>
/// <param name="api">The API server.</param>
internal sealed class OneServerHandler(ApiServerAddress api) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } target || !IsOurs(target))
        {
            throw new HttpRequestException(
                $"a call to {request.RequestUri?.GetLeftPart(UriPartial.Authority)} was not sent: it is not the API server "
                + api.Address.GetLeftPart(UriPartial.Authority));
        }

        if (api.ServerName is not null)
            request.Headers.Host = api.ServerName;
        return base.SendAsync(request, cancellationToken);
    }

    private bool IsOurs(Uri target) =>
        IsEncrypted(target) == IsEncrypted(api.Address) && target.Port == api.Address.Port
        && target.IdnHost.Equals(api.Address.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>A WebSocket's schemes are those of the HTTP requests that it begins with.</summary>
    private static bool IsEncrypted(Uri address) => address.Scheme is "https" or "wss";
}
