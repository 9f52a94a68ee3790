namespace Harness.Clusters;

/// <summary>How a service is reached without the API server's proxy.</summary>
public enum DirectRouteKind
{
    /// <summary>A node port on the node's own address: the container's on the engine's bridge, or a reachable node's.</summary>
    Node,

    /// <summary>A node port that the container engine publishes on loopback; its user-land proxy costs throughput.</summary>
    Published,

    /// <summary>From a pod in the cluster, where no node can be reached.</summary>
    Pod,
}

/// <summary>How node ports are reached, recorded with every figure measured that way.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Description">For people, e.g. <c>node address 172.17.0.2</c>.</param>
/// <param name="PublishedPorts">Address by node port where <see cref="DirectRouteKind.Published"/>; else empty.</param>
/// <param name="Host">Host where <see cref="DirectRouteKind.Node"/>; else null.</param>
public sealed record DirectRoute(
    DirectRouteKind Kind, string Description, IReadOnlyDictionary<int, Uri> PublishedPorts, string? Host)
{
    /// <summary>Node ports that can be reached; empty when every one can.</summary>
    public IReadOnlyList<int> NodePorts => [.. PublishedPorts.Keys.Order()];

    /// <summary>The address of a node port; null from a pod, which uses the service's own address.</summary>
    public Uri? To(int nodePort) => Kind switch
    {
        DirectRouteKind.Node => new UriBuilder("http", Host, nodePort).Uri,
        DirectRouteKind.Published => PublishedPorts.GetValueOrDefault(nodePort),
        _ => null,
    };

    /// <summary>Over a node's address.</summary>
    public static DirectRoute Node(string host) => new(DirectRouteKind.Node, $"node address {host}", new Dictionary<int, Uri>(), host);

    /// <summary>Over ports published by the engine.</summary>
    public static DirectRoute Published(IReadOnlyDictionary<int, Uri> ports) =>
        new(DirectRouteKind.Published, $"ports published on {ports.Values.First().Host}", ports, null);

    /// <summary>From a pod.</summary>
    public static DirectRoute Pod() => new(DirectRouteKind.Pod, "from a pod in the cluster", new Dictionary<int, Uri>(), null);
}
