using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Kubeconfigs;

/// <summary>What the kubeconfigs of the zoo name: servers, a proxy, files and a plugin.</summary>
internal sealed class ZooPlace : IAsyncDisposable
{
    private readonly Authority _authority = new();
    private readonly Scratch _folder = new();
    private readonly TunnelProxy _proxy = new();
    private readonly ConcurrentDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _names = [];
    private readonly List<LoopbackServer> _servers = [];

    /// <summary>Makes one.</summary>
    public static async Task<ZooPlace> OpenAsync()
    {
        var place = new ZooPlace();
        place._servers.Add(await LoopbackServer.StartAsync(place.AnswerAsync, place._authority.ForLoopback(), asksForCertificate: true));
        place._servers.Add(await LoopbackServer.StartAsync(place.AnswerAsync));
        place.WriteFiles();
        return place;
    }

    /// <summary>Writes a kubeconfig, with what its braces name.</summary>
    public string Write(string yaml) => _folder.Write("kubeconfig", Filled(yaml));

    /// <summary>A text with what its braces name.</summary>
    public string Filled(string text) =>
        _names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    /// <summary>What the server saw of a caller: a header, its certificate, or whether the call came through the proxy.</summary>
    public string Seen(string name) => name switch
    {
        "Certificate" => string.Join('|', _servers[0].Certificates.Distinct()),
        "Proxied" => _proxy.Connected.Count > 0 ? "yes" : "no",
        _ => _headers.GetValueOrDefault(name, ""),
    };

    /// <summary>How often any server was called.</summary>
    public int Calls => _servers.Sum(server => server.Seen.Count);

    /// <summary>Has the plugin print another certificate, which is valid for a day longer.</summary>
    public void WriteCertificate(string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (certificate, key) = _authority.ForClient(now.AddDays(-1), now.AddDays(2), name);
        _folder.Write("certificate.json", PluginJson(certificate, key));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _proxy.Dispose();
        _folder.Dispose();
        _authority.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        foreach (var (name, values) in context.Request.Headers)
            _headers[name] = string.Join('|', values.ToArray());
        return context.Response.WriteAsync("""{"gitVersion":"v1.34.1"}""");
    }

    private void WriteFiles()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (certificate, key) = _authority.ForClient(now.AddDays(-1), now.AddDays(1));
        var (old, oldKey) = _authority.ForClient(now.AddDays(-2), now.AddDays(-1));
        using var other = new Authority();
        foreach (var (name, text) in ((string, string)[])[
            ("ca.crt", _authority.PublicPem), ("other.crt", other.PublicPem), ("tls.crt", certificate), ("tls.key", key),
            ("old.crt", old), ("old.key", oldKey), ("other.key", oldKey), ("token", "t-file\n"), ("empty", "\n"),
            ("certificate.json", PluginJson(certificate, key))])
        {
            _folder.Write(name, text);
        }

        File.Copy(Path.Combine(RepositoryRoot.Find(), "harness/Harness.Tests/Kubeconfigs/plugin.sh"), _folder["plugin"]);
        _names["server"] = _servers[0].Url.AbsoluteUri;
        _names["http"] = _servers[1].Url.AbsoluteUri;
        _names["proxy"] = _proxy.Url.AbsoluteUri;
        _names["refused"] = LoopbackServer.RefusedPort().ToString(CultureInfo.InvariantCulture);
        _names["folder"] = _folder.Root;
        _names["certificate"] = Base64(certificate);
        _names["key"] = Base64(key);
        _names["authority"] = Base64(_authority.PublicPem);
    }

    private static string PluginJson(string certificate, string key) => System.Text.Json.JsonSerializer.Serialize(new
    {
        apiVersion = "client.authentication.k8s.io/v1",
        kind = "ExecCredential",
        status = new { clientCertificateData = certificate, clientKeyData = key },
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
