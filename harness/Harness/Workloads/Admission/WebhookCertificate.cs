using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Workloads.Admission;

/// <summary>A certificate for a service inside the cluster that trusts nobody but itself; valid for a day.</summary>
/// <param name="Pem">The certificate, which is its own authority.</param>
/// <param name="KeyPem">Its key. A secret.</param>
internal sealed record WebhookCertificate(string Pem, string KeyPem)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Makes one.</summary>
    /// <param name="ns">The service's namespace.</param>
    /// <param name="service">Its name: API servers call <c>SERVICE.NAMESPACE.svc</c>.</param>
    /// <param name="time">The clock.</param>
    public static WebhookCertificate For(string ns, string service, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The name stands in the alternative names only: it may be longer than a common name can be (64).
        var request = new CertificateRequest("CN=harness-webhook", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName($"{service}.{ns}.svc");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], false));
        // Valid from a little earlier, in case the cluster's clock is behind.
        using var made = request.CreateSelfSigned(time.GetUtcNow().AddHours(-1), time.GetUtcNow().AddDays(1));
        return new WebhookCertificate(made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The key is not printed.</summary>
    public override string ToString() => "a webhook's certificate";
}
