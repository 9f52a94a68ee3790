using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Tests.Support;

/// <summary>A certificate authority made for one test.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _certificate;

    public Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(Now.AddYears(-10), Now.AddYears(10));
    }

    /// <summary>What a client trusts: without the key.</summary>
    public X509Certificate2Collection Public => [X509CertificateLoader.LoadCertificate(_certificate.RawData)];

    /// <summary>The same, as it stands in a kubeconfig.</summary>
    public string PublicPem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for a server on loopback.</summary>
    public X509Certificate2 ForLoopback() => ForServer(names => names.AddIpAddress(IPAddress.Loopback));

    /// <summary>A certificate for a server known by name alone.</summary>
    public X509Certificate2 ForName(string name) => ForServer(names => names.AddDnsName(name));

    /// <summary>A client's certificate and key as PEM.</summary>
    public (string Certificate, string Key) ForClient(
        DateTimeOffset from, DateTimeOffset until, string name = "admin-of-test")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Issue(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), from, until);
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 ForServer(Action<SubjectAlternativeNameBuilder> name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        using var issued = Issue(request, Now.AddDays(-1), Now.AddDays(5));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset from, DateTimeOffset until) =>
        request.Create(_certificate, from, until, RandomNumberGenerator.GetBytes(8));
}
