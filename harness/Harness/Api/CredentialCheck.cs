using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Harness.Api;

/// <summary>Finds an expired client certificate before the server's bare "Unauthorized" leaves the reader guessing.</summary>
internal static class CredentialCheck
{
    /// <summary>Checks the client certificate, where there is one.</summary>
    /// <exception cref="HarnessException">It cannot be read (exit code 2); it has expired, or is not valid yet (exit code 3).</exception>
    public static void EnsureValid(KubernetesClientConfiguration configuration, string file, TimeProvider time)
    {
        using var certificate = Load(configuration, file);
        if (certificate is null)
            return;
        var now = time.GetUtcNow();
        if (certificate.NotAfter.ToUniversalTime() <= now)
            throw Invalid("expired", certificate.NotAfter);
        if (certificate.NotBefore.ToUniversalTime() > now)
            throw Invalid("is not valid before", certificate.NotBefore);

        HarnessException Invalid(string what, DateTime when) => HarnessException.Undecided(
            $"kubeconfig {file}: the client certificate of \"{certificate.Subject}\" for {configuration.Host} {what} "
            + $"{when.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture)}; renew it");
    }

    private static X509Certificate2? Load(KubernetesClientConfiguration configuration, string file)
    {
        try
        {
            return Load(configuration);
        }
        catch (Exception malformed) when (
            malformed is FormatException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"kubeconfig {file}: the client certificate cannot be read: {malformed.Message}", malformed);
        }
    }

    private static X509Certificate2? Load(KubernetesClientConfiguration configuration) => configuration switch
    {
        { ClientCertificateData: { Length: > 0 } data } =>
            X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(data))),
        { ClientCertificateFilePath: { Length: > 0 } path } => X509Certificate2.CreateFromPem(File.ReadAllText(path)),
        _ => null,
    };
}
