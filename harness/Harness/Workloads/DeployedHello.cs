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
    /// <summary>The service's proxy URL by its plain name.</summary>
    public ServiceProxyUrl Url => ServiceProxyUrl.For(Namespace, Name);
}
