namespace Harness.Api;

/// <summary>Which API server to call, as whom.</summary>
/// <param name="Kubeconfig">
/// Path of the kubeconfig, or of several separated as in <c>KUBECONFIG</c>; null for the service account of the pod that this process
/// runs in.
/// </param>
/// <param name="Context">Context in it; null for its current one.</param>
internal sealed record ServerChoice(string? Kubeconfig, string? Context)
{
    /// <summary>Whether an address on loopback may do without TLS.</summary>
    public bool AllowsPlainHttp { get; init; }

    /// <summary>Whether the server is on this machine, so that the environment's proxy is not on the way to it.</summary>
    public bool IsHere { get; init; }

    /// <summary>What the client calls itself; null for the library's own name.</summary>
    public string? UserAgent { get; init; }

    /// <summary>What messages call the kubeconfig.</summary>
    public string Source => Kubeconfig ?? Kubeconfigs.InCluster.Source;
}
