using System.Text.Json.Nodes;

namespace Harness.Kubeconfigs;

/// <summary>
/// A cluster of a kubeconfig: each field that kubectl knows is honoured or refused.
/// Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
/// </summary>
internal sealed record KubeconfigCluster
{
    private const string PluginExtension = "client.authentication.k8s.io/exec";

    /// <summary>Address of the API server, as written.</summary>
    public required string Server { get; init; }

    /// <summary>Name to expect in its certificate; null for the address's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the certificate is not to be verified.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>Authorities to verify it against, as PEM; null for the system's.</summary>
    public string? AuthorityPem { get; init; }

    /// <summary>Proxy on the way there, as written; null to follow the environment.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>What exec plugins are told of the cluster, apart from the above; null for nothing.</summary>
    public JsonNode? PluginConfig { get; init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="HarnessException">A field is unknown or malformed, or names a file that cannot be read (exit code 2).</exception>
    public static KubeconfigCluster Read(KubeconfigFields fields, string? folder)
    {
        // Compression is never asked for, so that there is nothing to do for disable-compression.
        fields.Only(
            "server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority", "certificate-authority-data",
            "proxy-url", "disable-compression", "extensions");
        fields.Flag("disable-compression");
        if (fields.Has("certificate-authority") && fields.Has("certificate-authority-data"))
            throw fields.Refused("certificate-authority", "and certificate-authority-data are both there; remove one of the two");
        return new KubeconfigCluster
        {
            Server = fields.Text("server") ?? throw fields.Refused("server", "is missing; give the API server's https:// address"),
            TlsServerName = fields.Text("tls-server-name"),
            SkipTlsVerify = fields.Flag("insecure-skip-tls-verify"),
            AuthorityPem = PemField.Read(fields, "certificate-authority", folder),
            ProxyUrl = fields.Text("proxy-url"),
            PluginConfig = fields.Objects("extensions").FirstOrDefault(one => one.Text("name") == PluginExtension)?.ToJson()["extension"],
        };
    }
}
