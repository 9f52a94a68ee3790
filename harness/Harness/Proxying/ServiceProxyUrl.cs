using System.Text.RegularExpressions;

namespace Harness.Proxying;

/// <summary>
/// The API server's own proxy URL of a service: <c>/api/v1/namespaces/NS/services/[SCHEME:]NAME[:PORT]/proxy/PATH?QUERY</c>.
/// Source: https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls
/// </summary>
public sealed partial record ServiceProxyUrl
{
    private ServiceProxyUrl(string ns, string service) => (Namespace, Service) = (ns, service);

    /// <summary>The service's namespace.</summary>
    public string Namespace { get; }

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary><c>http</c> or <c>https</c>; null where the URL names none.</summary>
    public string? Scheme { get; private init; }

    /// <summary>A port's number or name, empty for the spelling with a colon and nothing behind it; null where the URL names none.</summary>
    public string? Port { get; private init; }

    /// <summary>Escaped path below <c>/proxy</c>, with its leading slash.</summary>
    public string Path { get; private init; } = "/";

    /// <summary>Escaped query without the question mark; empty when there is none.</summary>
    public string Query { get; private init; } = "";

    /// <summary>
    /// The decoded URL segment, which is the name the authorizer compares <c>resourceNames</c> with: a service has a
    /// different one for each spelling of port and scheme.
    /// </summary>
    public string ResourceName => (Scheme, Port) switch
    {
        (null, null) => Service,
        (null, _) => $"{Service}:{Port}",
        _ => $"{Scheme}:{Service}:{Port}",
    };

    /// <summary>Path and query on the API server.</summary>
    public string PathAndQuery =>
        $"/api/v1/namespaces/{Namespace}/services/{ResourceName}/proxy{Path}{(Query.Length == 0 ? "" : "?" + Query)}";

    /// <summary>The URL of a service by its plain name.</summary>
    /// <exception cref="HarnessException">A name is not a DNS label.</exception>
    public static ServiceProxyUrl For(string ns, string service) => new(Label(ns, "namespace"), Label(service, "service"));

    /// <summary>Names a port by number.</summary>
    /// <exception cref="HarnessException">Not between 1 and 65535.</exception>
    public ServiceProxyUrl WithPort(int number) => number is >= 1 and <= 65535
        ? this with { Port = number.ToString(System.Globalization.CultureInfo.InvariantCulture) }
        : throw HarnessException.BadInput($"port {number} is not between 1 and 65535");

    /// <summary>Names a port by its name in the Service, or spells the colon alone with an empty name.</summary>
    /// <exception cref="HarnessException">Not a port name.</exception>
    public ServiceProxyUrl WithPort(string name) => name.Length == 0 || PortName().IsMatch(name)
        ? this with { Port = name }
        : throw HarnessException.BadInput($"\"{name}\" is not a port name (up to 15 lower-case letters, digits and dashes)");

    /// <summary>Makes the API server speak <c>http</c> or <c>https</c> to the pod.</summary>
    /// <exception cref="HarnessException">Another scheme.</exception>
    public ServiceProxyUrl WithScheme(string scheme) => scheme is "http" or "https"
        ? this with { Scheme = scheme }
        : throw HarnessException.BadInput($"scheme \"{scheme}\" is neither http nor https; the API server's proxy knows no other");

    /// <summary>Sets the path below <c>/proxy</c> from unescaped text; slashes separate segments.</summary>
    /// <exception cref="HarnessException">A segment is <c>.</c> or <c>..</c>, which would not be sent but resolved, out of the prefix even.</exception>
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
    public Uri On(Uri apiServer) => new(apiServer.AbsoluteUri.TrimEnd('/') + PathAndQuery);

    /// <inheritdoc/>
    public override string ToString() => PathAndQuery;

    private static string Label(string name, string what) => DnsLabel().IsMatch(name)
        ? name
        : throw HarnessException.BadInput(
            $"\"{name}\" is not a {what} name (up to 63 lower-case letters, digits and dashes, as in RFC 1123)");

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z")]
    private static partial Regex DnsLabel();

    [GeneratedRegex("^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?\\z")]
    private static partial Regex PortName();
}
