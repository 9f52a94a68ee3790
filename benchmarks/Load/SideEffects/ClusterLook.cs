using Harness.Clusters;

namespace Harness.Load.SideEffects;

/// <summary>A look at the counters of the node and of the API server.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class ClusterLook(ICluster cluster)
{
    /// <summary>Takes one; what could not be read is named, and asked for no more.</summary>
    public async Task<(NodeCounters? Counters, string? Missing)> TakeAsync(CancellationToken cancellationToken)
    {
        if (await NodeCounters.ReadAsync(cluster, cancellationToken).ConfigureAwait(false) is not { } counters)
            return (null, "processor time, memory and sockets: the node cannot be looked into");
        var (reads, missing) = await StorageReads.ReadAsync(cluster.Admin, cancellationToken).ConfigureAwait(false);
        return (counters with { StorageReads = reads }, missing is null ? null : $"storage reads: {missing}");
    }
}
