using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Rbac.Objects;

/// <summary>
/// The name of a service in a proxy URL, which is also the name that the authorizer compares <c>resourceNames</c> with:
/// NAME, NAME:PORT or SCHEME:NAME:PORT. Each spelling of port and scheme is a different name.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apimachinery/pkg/util/net/port_split.go
/// </summary>
public sealed partial record ProxyName
{
    private ProxyName(string? scheme, string service, string? port) => (Scheme, Service, Port) = (scheme, service, port);

    /// <summary><c>http</c> or <c>https</c>; empty for a leading colon, null where the name has no scheme.</summary>
    public string? Scheme { get; private init; }

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary>A port's number or name; empty for a colon with nothing after it, null where the name has no colon.</summary>
    public string? Port { get; private init; }

    /// <summary>The plain name of a service.</summary>
    /// <exception cref="HarnessException">Not a DNS label.</exception>
    public static ProxyName For(string service) => KubernetesName.IsLabel(service)
        ? new(null, service, null)
        : throw HarnessException.BadInput(
            $"\"{service}\" is not a service name (up to 63 lower-case letters, digits and dashes, as in RFC 1123)");

    /// <summary>Reads a name as the API server does.</summary>
    /// <returns>Null for what cannot be any service's name.</returns>
    public static ProxyName? Parse(string name)
    {
        ProxyName? read = name.Split(':') switch
        {
            [var service] => new(null, service, null),
            [var service, var port] => new(null, service, port),
            ["" or "http" or "https", var service, var port] => new(name[..name.IndexOf(':', StringComparison.Ordinal)], service, port),
            _ => null,
        };
        return read is not null && KubernetesName.IsLabel(read.Service) ? read : null;
    }

    /// <summary>
    /// Every spelling of a service: alone, with each port by number and by name, with a bare colon, and each of these with a scheme.
    /// </summary>
    public static IEnumerable<string> Spellings(string service, IEnumerable<KnownPort> ports)
    {
        var endings = ports.SelectMany(port => new[] { Number(port), port.Name }).OfType<string>().Append("").Distinct().ToList();
        return endings.Select(ending => $"{service}:{ending}").Prepend(service)
            .Concat(from scheme in (string[])["http", "https"] from ending in endings select $"{scheme}:{service}:{ending}");
    }

    /// <summary>Names a port by number.</summary>
    /// <exception cref="HarnessException">Not between 1 and 65535.</exception>
    public ProxyName WithPort(int number) => number is >= 1 and <= 65535
        ? this with { Port = number.ToString(CultureInfo.InvariantCulture) }
        : throw HarnessException.BadInput($"port {number} is not between 1 and 65535");

    /// <summary>Names a port by its name in the Service, or writes a bare colon for an empty name.</summary>
    /// <exception cref="HarnessException">Not a port name.</exception>
    public ProxyName WithPort(string name) => name.Length == 0 || PortName().IsMatch(name)
        ? this with { Port = name }
        : throw HarnessException.BadInput($"\"{name}\" is not a port name (up to 15 lower-case letters, digits and dashes)");

    /// <summary>Makes the API server speak <c>http</c> or <c>https</c> to the pod.</summary>
    /// <exception cref="HarnessException">Another scheme.</exception>
    public ProxyName WithScheme(string scheme) => scheme is "http" or "https"
        ? this with { Scheme = scheme }
        : throw HarnessException.BadInput(
            $"scheme \"{scheme}\" is neither http nor https, the only two that the API server's proxy supports");

    /// <summary>Whether the service has the port that the name gives.</summary>
    public bool HasPort(KnownService service) =>
        string.IsNullOrEmpty(Port) || service.Ports.Any(port => port.Name == Port || Number(port) == Port);

    /// <summary>
    /// Whether the name gives a port, or the service has one without a name: a name without a port leads to no other.
    /// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/service/storage/storage.go (ResourceLocation)
    /// </summary>
    public bool Reaches(KnownService service) =>
        !string.IsNullOrEmpty(Port) || service.Ports.Count == 0 || service.Ports.Any(port => port.Name is null);

    /// <summary>The name with a port of the service, by its name where it has one.</summary>
    public ProxyName With(KnownPort port) => this with { Port = port.Name ?? Number(port) };

    /// <summary>The name as it stands in <c>resourceNames</c> and, decoded, in the URL.</summary>
    public override string ToString() => (Scheme, Port) switch
    {
        (null, null) => Service,
        (null, _) => $"{Service}:{Port}",
        _ => $"{Scheme}:{Service}:{Port}",
    };

    private static string Number(KnownPort port) => port.Number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?\z")]
    private static partial Regex PortName();
}
