using Harness.Api;
using Harness.Rbac.Objects;

namespace Harness.Proxying;

/// <summary>
/// The API server's own proxy URL of a service: <c>/api/v1/namespaces/NS/services/[SCHEME:]NAME[:PORT]/proxy/PATH?QUERY</c>.
/// Source: https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls
/// </summary>
public sealed record ServiceProxyUrl
{
    private ServiceProxyUrl(string ns, ProxyName name) => (Namespace, Name) = (ns, name);

    /// <summary>The service's namespace.</summary>
    public string Namespace { get; }

    /// <summary>The service, its port and its scheme.</summary>
    public ProxyName Name { get; private init; }

    /// <summary>The service's name.</summary>
    public string Service => Name.Service;

    /// <summary>Escaped path below <c>/proxy</c>, with its leading slash.</summary>
    public string Path { get; private init; } = "/";

    /// <summary>Escaped query without the question mark; empty when there is none.</summary>
    public string Query { get; private init; } = "";

    /// <summary>The decoded URL segment, which the authorizer compares <c>resourceNames</c> with.</summary>
    public string ResourceName => Name.ToString();

    /// <summary>Path and query on the API server.</summary>
    public string PathAndQuery =>
        $"/api/v1/namespaces/{Namespace}/services/{ResourceName}/proxy{Path}{(Query.Length == 0 ? "" : "?" + Query)}";

    /// <summary>The URL of a service by its plain name.</summary>
    /// <exception cref="HarnessException">A name is not a DNS label.</exception>
    public static ServiceProxyUrl For(string ns, string service) => KubernetesName.IsLabel(ns)
        ? new(ns, ProxyName.For(service))
        : throw HarnessException.BadInput(
            $"\"{ns}\" is not a namespace name (up to 63 lower-case letters, digits and dashes, as in RFC 1123)");

    /// <inheritdoc cref="ProxyName.WithPort(int)"/>
    public ServiceProxyUrl WithPort(int number) => this with { Name = Name.WithPort(number) };

    /// <inheritdoc cref="ProxyName.WithPort(string)"/>
    public ServiceProxyUrl WithPort(string name) => this with { Name = Name.WithPort(name) };

    /// <inheritdoc cref="ProxyName.WithScheme"/>
    public ServiceProxyUrl WithScheme(string scheme) => this with { Name = Name.WithScheme(scheme) };

    /// <summary>Sets the path below <c>/proxy</c> from unescaped text; slashes separate segments.</summary>
    /// <exception cref="HarnessException">A segment is <c>.</c> or <c>..</c>, which a client resolves instead of sending it.</exception>
    public ServiceProxyUrl WithPath(string path)
    {
        var segments = path.TrimStart('/').Split('/');
        return segments.Intersect([".", ".."]).Any()
            ? throw HarnessException.BadInput($"path \"{path}\" has a segment . or .., which a client resolves instead of sending it")
            : this with { Path = "/" + string.Join('/', segments.Select(Uri.EscapeDataString)) };
    }

    /// <summary>Adds a query parameter from unescaped text.</summary>
    public ServiceProxyUrl WithQuery(string name, string value) => this with
    {
        Query = $"{Query}{(Query.Length == 0 ? "" : "&")}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}",
    };

    /// <summary>The whole URL on an API server, whose own address may have a path.</summary>
    public Uri On(Uri apiServer) => ApiServerAddress.UrlOf(apiServer, PathAndQuery);

    /// <inheritdoc/>
    public override string ToString() => PathAndQuery;
}
