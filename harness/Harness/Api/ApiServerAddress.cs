using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Api;

/// <summary>Where an API server is, and which authorities its certificate is verified against.</summary>
/// <param name="Address">Base address; may have a path.</param>
/// <param name="Authorities">The cluster's certificate authorities; null to use the system's.</param>
/// <param name="ServerName">Name expected in the certificate where it differs from the address's host.</param>
public sealed record ApiServerAddress(Uri Address, X509Certificate2Collection? Authorities, string? ServerName = null)
{
    /// <summary>Where pods find it.</summary>
    public static readonly Uri InCluster = new("https://kubernetes.default.svc");

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The proxy on the way to it, for every client alike; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>A URL on it. The address's own path stays in front, as of a cluster behind <c>https://host/k8s/clusters/c-1</c>.</summary>
    /// <param name="pathAndQuery">Escaped, with its leading slash.</param>
    public Uri UrlOf(string pathAndQuery) => UrlOf(Address, pathAndQuery);

    /// <summary>As above, of a base address alone.</summary>
    internal static Uri UrlOf(Uri address, string pathAndQuery)
    {
        ArgumentNullException.ThrowIfNull(pathAndQuery);
        return new Uri(address.AbsoluteUri.TrimEnd('/') + pathAndQuery);
    }

    /// <summary>
    /// A handler that speaks to this API server alone and verifies its certificate and its name. It follows no redirects and keeps
    /// no cookies: what comes back is what the API server sent.
    /// </summary>
    public HttpMessageHandler CreateHandler()
    {
        var sockets = new SocketsHttpHandler();
        SetUp(sockets);
        return new OneServerHandler(this) { InnerHandler = sockets };
    }

    /// <summary>TLS settings that trust the cluster's authorities and no others.</summary>
    public SslClientAuthenticationOptions TlsOptions()
    {
        var options = new SslClientAuthenticationOptions();
        if (ServerName is not null)
            options.TargetHost = ServerName;
        if (Authorities is null)
            return options;

        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
        return options;
    }

    /// <summary>
    /// Sets up what every client has in common. No callback decides about certificates: the runtime verifies chain and name.
    /// </summary>
    internal void SetUp(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = Proxy is not null;
        handler.Proxy = Proxy;
        handler.ConnectTimeout = ConnectTimeout;
        handler.SslOptions = TlsOptions();
    }
}
