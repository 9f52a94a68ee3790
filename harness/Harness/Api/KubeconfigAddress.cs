using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Harness.Kubeconfigs;
using Harness.Rbac.Yaml;

namespace Harness.Api;

/// <summary>Where a kubeconfig says that the API server is.</summary>
internal static class KubeconfigAddress
{
    /// <summary>The address of the chosen cluster, with a proxy if kubectl took one.</summary>
    /// <param name="kubeconfig">The kubeconfig.</param>
    /// <param name="allowsPlainHttp">Whether an address on loopback may do without TLS.</param>
    /// <exception cref="HarnessException">It is malformed, or would give credentials to somebody unverified (exit code 2).</exception>
    public static ApiServerAddress Of(Kubeconfig kubeconfig, bool allowsPlainHttp)
    {
        var cluster = kubeconfig.Cluster;
        if (cluster.SkipTlsVerify)
        {
            throw HarnessException.BadInput(
                $"{kubeconfig.Title}: insecure-skip-tls-verify is not accepted, since anyone could "
                + "answer for the API server; give certificate-authority-data instead");
        }

        var server = Server(kubeconfig, allowsPlainHttp);
        return new ApiServerAddress(server, Authorities(kubeconfig), ServerName(kubeconfig))
        {
            Proxy = ApiProxy.For(kubeconfig.Title, cluster.ProxyUrl, server),
        };
    }

    private static Uri Server(Kubeconfig kubeconfig, bool allowsPlainHttp)
    {
        var written = kubeconfig.Cluster.Server;
        if (!Uri.TryCreate(written, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            throw Refused($"server {Quoted.Of(written)} is not an https:// address; give one");
        if (server.UserInfo.Length > 0 || server.Query.Length > 0 || server.Fragment.Length > 0)
            throw Refused("server is more than an address and a path; remove user names, passwords and queries");
        if (server.Scheme == "https")
            return server;
        if (!IsLoopback(server))
            throw Refused($"server {written} would get the credentials in clear; give its https:// address");
        if (kubeconfig.Cluster.ProxyUrl is not null)
            throw Refused($"server {written} by way of proxy-url would give the proxy the credentials in clear; remove proxy-url");
        return allowsPlainHttp ? server : throw Refused(
            $"server {written} would get the credentials in clear; give its https:// address, or allow it on loopback with "
            + "--allow-plain-http");

        HarnessException Refused(string what) => HarnessException.BadInput($"{kubeconfig.Title}: {what}");
    }

    private static bool IsLoopback(Uri server) =>
        server.Host == "localhost" || (IPAddress.TryParse(server.IdnHost, out var address) && IPAddress.IsLoopback(address));

    private static string? ServerName(Kubeconfig kubeconfig) => kubeconfig.Cluster.TlsServerName switch
    {
        null => null,
        var name when Uri.CheckHostName(name) != UriHostNameType.Unknown => name,
        var name => throw HarnessException.BadInput($"{kubeconfig.Title}: tls-server-name {Quoted.Of(name)} is not a host's name"),
    };

    private static X509Certificate2Collection? Authorities(Kubeconfig kubeconfig)
    {
        if (kubeconfig.Cluster.AuthorityPem is not { } pem)
            return null;
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException malformed)
        {
            throw Refused($"cannot be read: {malformed.Message.ReplaceLineEndings(" ")}");
        }

        // None is not the same as the system's: somebody meant to name one.
        return authorities.Count > 0 ? authorities : throw Refused("holds no certificate in PEM; copy it again, whole");

        HarnessException Refused(string what) => HarnessException.BadInput($"{kubeconfig.Title}: the certificate-authority {what}");
    }
}
