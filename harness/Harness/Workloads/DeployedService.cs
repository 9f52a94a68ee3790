using Harness.Proxying;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>A Service whose endpoints are all ready.</summary>
/// <param name="Service">As the API server made it.</param>
/// <param name="Pods">Its pods, by name, with their addresses.</param>
public sealed record DeployedService(V1Service Service, IReadOnlyDictionary<string, string> Pods)
{
    /// <summary>Where it is.</summary>
    public string Namespace => Service.Metadata.NamespaceProperty;

    /// <summary>What it is called.</summary>
    public string Name => Service.Metadata.Name;

    /// <summary>Its node port; null where it has none.</summary>
    public int? NodePort => Service.Spec.Ports[0].NodePort;

    /// <summary>Its own address; null when headless.</summary>
    public string? ClusterAddress => Service.Spec.ClusterIP is "None" ? null : Service.Spec.ClusterIP;

    /// <summary>Its URL inside the cluster, by its own address; null when headless.</summary>
    public Uri? ClusterUrl => ClusterAddress is { } address ? new UriBuilder("http", address, Service.Spec.Ports[0].Port).Uri : null;

    /// <summary>Its proxy URL by its plain name.</summary>
    public ServiceProxyUrl Url => ServiceProxyUrl.For(Namespace, Name);
}
