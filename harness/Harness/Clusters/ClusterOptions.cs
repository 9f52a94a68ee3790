using Harness.Images;

namespace Harness.Clusters;

/// <summary>Where a cluster comes from.</summary>
public enum ClusterSource
{
    /// <summary>The first of the others that is available: existing, kept, k3s, offline.</summary>
    Auto,

    /// <summary>The cluster of a kubeconfig.</summary>
    Existing,

    /// <summary>A throw-away k3s node.</summary>
    K3s,

    /// <summary>A throw-away node from Debian packages, for machines without an image registry.</summary>
    Offline,
}

/// <summary>Which ingress controller a throw-away cluster has.</summary>
public enum IngressChoice
{
    /// <summary>None.</summary>
    None,

    /// <summary>k3s's own.</summary>
    Traefik,
}

/// <summary>Which cluster to use.</summary>
public sealed record ClusterOptions
{
    /// <summary>Where it comes from.</summary>
    public ClusterSource Source { get; init; } = ClusterSource.Auto;

    /// <summary>
    /// Kubeconfig of an existing cluster, or several separated as in <c>KUBECONFIG</c>; null with <see cref="ClusterSource.Existing"/>
    /// for the cluster whose pod this process runs in.
    /// </summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether an API server on loopback may be called without TLS.</summary>
    public bool AllowsPlainHttp { get; init; }

    /// <summary>Context in it; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>The k3s image to start.</summary>
    public string K3sImage { get; init; } = ThirdPartyImages.K3s;

    /// <summary>
    /// Server programs that the offline node is made of: the official server tarball, or a folder; null for those compiled here.
    /// </summary>
    public string? Kubernetes { get; init; }

    /// <summary>Debian release of that node's root file system; null for the one that fits.</summary>
    public DebianRelease? Debian { get; init; }

    /// <summary>Whether a k3s node keeps the ingress controller that it bundles.</summary>
    public IngressChoice Ingress { get; init; }

    /// <summary>Whether the API server of a node that is started logs every request.</summary>
    public bool Audit { get; init; }

    /// <summary>Folder of a kept cluster to use if it is still running.</summary>
    public string? Attach { get; init; }

    /// <summary>Whether the cluster of a kubeconfig was asked for.</summary>
    public bool WantsExisting => Source == ClusterSource.Existing || (Source == ClusterSource.Auto && Kubeconfig is not null);
}
