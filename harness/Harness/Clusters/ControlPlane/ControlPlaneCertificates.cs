using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Clusters.ControlPlane;

/// <summary>The keys and certificates of one control plane: made here, valid for a day, and deleted with its folder.</summary>
internal sealed class ControlPlaneCertificates : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");
    private readonly X509Certificate2 _authority;
    private readonly (DateTimeOffset From, DateTimeOffset Until) _valid;

    public ControlPlaneCertificates(TimeProvider time)
    {
        // Valid from a little earlier, in case another clock on this machine is behind.
        _valid = (time.GetUtcNow().AddMinutes(-5), time.GetUtcNow().AddDays(1));
        using var key = NewKey();
        var request = new CertificateRequest("CN=harness-control-plane", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(_valid.From, _valid.Until);
    }

    /// <summary>What clients trust: without the key.</summary>
    public X509Certificate2 Authority => X509CertificateLoader.LoadCertificate(_authority.RawData);

    /// <summary>The authority's certificate, as PEM.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>A certificate for servers on loopback, which are each other's clients too.</summary>
    public (string Certificate, string Key) ForServers() =>
        Issue("CN=harness-server", [ServerAuthentication, ClientAuthentication], IPAddress.Loopback);

    /// <summary>A certificate for an administrator, whose requests no authorizer checks.</summary>
    public (string Certificate, string Key) ForAdministrator() => Issue("O=system:masters, CN=harness-admin", [ClientAuthentication], null);

    /// <summary>A key that service accounts' tokens are signed with.</summary>
    public static string SigningKey()
    {
        using var key = NewKey();
        return key.ExportECPrivateKeyPem();
    }

    public void Dispose() => _authority.Dispose();

    private (string Certificate, string Key) Issue(string subject, OidCollection usages, IPAddress? address)
    {
        using var key = NewKey();
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(_authority, _valid.From, _valid.Until, RandomNumberGenerator.GetBytes(8));
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}
