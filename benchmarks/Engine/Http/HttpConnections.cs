using System.Net;
using System.Net.Security;

namespace Harness.Load.Engine;

/// <summary>.NET's own client, with nothing of its own between the step and the socket: for HTTP/2, and for single requests.</summary>
public static class HttpConnections
{
    /// <summary>A client with at most <paramref name="connections"/> connections; disposing it closes them.</summary>
    /// <param name="target">Where to, and whom to trust there.</param>
    /// <param name="connections">Upper bound of connections to the server.</param>
    /// <param name="connectTimeout">Longest time one connection may take to make, TLS included.</param>
    /// <remarks>An invoker, not an HttpClient, which would add a timer and a linked token to each request.</remarks>
    public static HttpMessageInvoker To(HttpTarget target, int connections, TimeSpan connectTimeout)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            EnableMultipleHttp2Connections = false,
            ConnectTimeout = connectTimeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // No traceparent header and no activity for each request.
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = HttpTrust.Policy(target.Authorities),
                ClientCertificateContext = HttpTrust.Own(target),
            },
        });
    }
}
