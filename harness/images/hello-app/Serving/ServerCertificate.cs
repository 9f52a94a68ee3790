using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HelloApp.Serving;

/// <summary>What the HTTPS port shows: the certificate that was given, or one of its own.</summary>
internal static class ServerCertificate
{
    /// <summary>Null where there is no HTTPS port.</summary>
    /// <exception cref="FormatException">The one that was given cannot be used.</exception>
    public static X509Certificate2? For(ServerOptions options)
    {
        if (options.CertificateFile is { } file)
            return Given(options, file);
        return options is { HttpsPort: not null, HasCryptography: true }
            ? SelfSignedCertificate.Create(options.HostName, options.Time.GetUtcNow())
            : null;
    }

    private static X509Certificate2 Given(ServerOptions options, string file)
    {
        if (options.HttpsPort is null)
            throw new FormatException($"TLS_CERTIFICATE is {file}, but HTTPS_PORT is off");
        if (!options.HasCryptography)
            throw new FormatException($"TLS_CERTIFICATE is {file}, but this image has no OpenSSL to serve HTTPS with");
        try
        {
            return X509Certificate2.CreateFromPemFile(file, options.KeyFile);
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException(
                $"TLS_CERTIFICATE is {file} and TLS_KEY {options.KeyFile}: not a certificate and its key in PEM ({unusable.Message})");
        }
    }
}
