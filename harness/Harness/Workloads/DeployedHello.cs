using Harness.Proxying;

namespace Harness.Workloads;

/// <summary>A workload that is ready: every endpoint of it has answered.</summary>
/// <param name="Namespace">Where it is.</param>
/// <param name="Name">Name of Deployment and Service.</param>
/// <param name="NodePort">Its node port; null when headless.</param>
/// <param name="ClusterAddress">The service's own address; null when headless.</param>
/// <param name="Pods">Its pods, by name, with their addresses.</param>
public sealed record DeployedHello(
    string Namespace, string Name, int? NodePort, string? ClusterAddress, IReadOnlyDictionary<string, string> Pods)
{
    /// <summary>Name of the service's HTTP port; null where its only port has none.</summary>
    public string? PortName { get; init; }

    /// <summary>Node port of its HTTPS port; null where it has none.</summary>
    public int? HttpsNodePort { get; init; }

    /// <summary>The service's proxy URL: by its plain name, or with the port's name where it has one.</summary>
    public ServiceProxyUrl Url => PortName is { } port ? Plain.WithPort(port) : Plain;

    private ServiceProxyUrl Plain => ServiceProxyUrl.For(Namespace, Name);
}
