using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Harness.Api;

namespace Harness.Scenarios.Browsing;

/// <summary>
/// The API server's public key, read from a connection verified against the cluster's authorities: a browser cannot take these
/// for one run, but it can be told to accept this key.
/// </summary>
public static class ServerKey
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>SHA-256 of the key (SubjectPublicKeyInfo) in base64, for Chromium's <c>--ignore-certificate-errors-spki-list</c>.</summary>
    /// <exception cref="HarnessException">No connection, or a certificate that the authorities did not issue (exit code 3).</exception>
    public static async Task<string> PinAsync(ApiServerAddress api, CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Deadline);
        var options = api.TlsOptions();
        options.TargetHost ??= api.Address.IdnHost;
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(api.Address.IdnHost, api.Address.Port, bound.Token);
            await using var tls = new SslStream(connection.GetStream());
            await tls.AuthenticateAsClientAsync(options, bound.Token);
            using var certificate = new System.Security.Cryptography.X509Certificates.X509Certificate2(tls.RemoteCertificate!);
            return Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        }
        catch (Exception failure) when (failure is AuthenticationException or SocketException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw HarnessException.Undecided(
                $"the certificate of {api.Address.Authority} could not be verified for the browser: {failure.GetBaseException().Message}",
                failure);
        }
    }
}
