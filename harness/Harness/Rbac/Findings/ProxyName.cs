using System.Globalization;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>
/// A resource name of services/proxy taken apart as the API server does: NAME, NAME:PORT or SCHEME:NAME:PORT, port and scheme possibly empty.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apimachinery/pkg/util/net/port_split.go
/// </summary>
/// <param name="Scheme"><c>http</c>, <c>https</c>, or empty.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Port">A port's number or name; empty where none is named.</param>
internal sealed record ProxyName(string Scheme, string Service, string Port)
{
    /// <summary>Takes a name apart.</summary>
    /// <returns>Null for what can be no service's.</returns>
    public static ProxyName? Of(string name)
    {
        var parts = name.Split(':');
        ProxyName? read = parts switch
        {
            [var service] => new("", service, ""),
            [var service, var port] => new("", service, port),
            ["" or "http" or "https", var service, var port] => new(parts[0], service, port),
            _ => null,
        };
        return read is not null && KubernetesName.IsLabel(read.Service) ? read : null;
    }

    /// <summary>Whether the service has the port that the name names.</summary>
    public bool HasPort(KnownService service) => Port.Length == 0 || service.Ports.Any(port =>
        port.Name == Port || port.Number.ToString(CultureInfo.InvariantCulture) == Port);

    /// <summary>
    /// Whether the name names a port, or the service has one without a name: to no other does a name without a port lead.
    /// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/service/storage/storage.go (ResourceLocation)
    /// </summary>
    public bool Reaches(KnownService service) => Port.Length > 0 || service.Ports.Count == 0 || service.Ports.Any(port => port.Name is null);

    /// <summary>The name with another port.</summary>
    public string With(KnownPort port) => $"{(Scheme.Length == 0 ? "" : Scheme + ":")}{Service}:{port.Name ?? port.Number.ToString(CultureInfo.InvariantCulture)}";
}
