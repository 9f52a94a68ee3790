using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Load.Engine;

/// <summary>Whom a target trusts: its authorities and nobody else. Chain, dates and name are verified; no option turns that off.</summary>
internal static class HttpTrust
{
    /// <summary>For a connection of our own.</summary>
    public static SslClientAuthenticationOptions OptionsFor(HttpTarget target) => new()
    {
        TargetHost = target.ServerName ?? target.Url.IdnHost,
        CertificateChainPolicy = Policy(target.Authorities),
        ClientCertificateContext = Own(target),
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };

    /// <summary>What the client presents itself with; null for nothing.</summary>
    public static SslStreamCertificateContext? Own(HttpTarget target) => target.ClientCertificates is [var own, ..]
        ? SslStreamCertificateContext.Create(own, [.. target.ClientCertificates.Skip(1)], offline: true)
        : null;

    /// <summary>Only the roots are others than usual. Null leaves the system's.</summary>
    public static X509ChainPolicy? Policy(X509Certificate2Collection? authorities)
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
