using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Load.Engine;

/// <summary>How load reaches a target: connections without anything of their own between the step and the socket.</summary>
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
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustOnly(target.Authorities) },
        });
    }

    /// <summary>Chain, dates and host name are verified as always; only the roots are others. Null leaves the system's.</summary>
    private static X509ChainPolicy? TrustOnly(X509Certificate2Collection? authorities)
    {
        if (authorities is null)
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // A cluster's own authority publishes no revocation lists, and nothing else may be fetched during a measurement.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
