using System.Security.Cryptography.X509Certificates;
using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>
/// The certificate of the HTTPS port: nobody issued it, so whoever is to trust it asks for it on a way that is trusted already, e.g.
/// through the API server.
/// </summary>
internal static class CertificateEndpoint
{
    public static void Add(Routes routes, X509Certificate2? certificate)
    {
        var pem = certificate is null ? null : Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n");
        routes.Exact("/certificate", async context =>
        {
            if (pem is not null)
                await Reply.BytesAsync(context, StatusCodes.Status200OK, "application/x-pem-file", pem);
            else
                await Reply.TextAsync(context, StatusCodes.Status404NotFound, "there is no HTTPS port");
        });
    }
}
