namespace Harness.Clusters;

/// <summary>The cluster a run was made on.</summary>
public sealed record ClusterFacts
{
    /// <summary><c>existing</c>, <c>k3s</c>, <c>offline</c>, or <c>kept</c> (by <c>up</c>).</summary>
    public required string Source { get; init; }

    /// <summary>The API server's version, e.g. <c>v1.20.2</c>.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>Container engine and version; null for an existing cluster.</summary>
    public string? Engine { get; init; }

    /// <summary>The node image by reference and digest; null for an existing cluster.</summary>
    public string? NodeImage { get; init; }

    /// <summary>The workload's image.</summary>
    public string? HelloImage { get; init; }

    /// <summary>Third-party images by name: the reference, with its digest where it was given, or that they are built here.</summary>
    public IReadOnlyDictionary<string, string>? Images { get; init; }

    /// <summary>How node ports are reached without the proxy, e.g. <c>node's bridge address</c>.</summary>
    public string? DirectRoute { get; init; }

    /// <summary>Seconds that each phase of the cluster's start took, in order; empty when it was already there.</summary>
    public IReadOnlyList<Measurement> StartPhases { get; init; } = [];
}
