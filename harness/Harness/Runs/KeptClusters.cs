using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Lifetime;

namespace Harness.Runs;

/// <summary>The cluster that outlives the process that started it: kept for kubectl and for later runs, and removed on request.</summary>
/// <param name="kept">Where it is remembered.</param>
internal sealed class KeptClusters(KeptCluster kept)
{
    /// <summary>Starts a cluster and keeps it, unless the kept one is still running.</summary>
    /// <returns>Whether one was started.</returns>
    /// <exception cref="HarnessException">
    /// None can be started; an existing one was asked for, which nobody needs to keep; or the kept one is of another kind.
    /// </exception>
    public async Task<bool> KeepAsync(RunSettings settings, SessionSources sources, CancellationToken cancellationToken)
    {
        if (settings.Cluster.WantsExisting)
            throw HarnessException.BadInput("up starts a cluster of its own; for an existing one give --kubeconfig to the other commands");
        if (await kept.IsRunningAsync(cancellationToken).ConfigureAwait(false))
        {
            await kept.EnsureIsAsync(settings.Cluster, cancellationToken).ConfigureAwait(false);
            return false;
        }

        // A kept node that no longer runs would be forgotten, and so stay behind for good.
        if (await RemoveAsync(cancellationToken).ConfigureAwait(false) is { } dead)
            sources.Progress.Report($"removed the kept cluster, which was no longer running (container {dead})");
        var hello = await sources.BuildHelloAsync(cancellationToken).ConfigureAwait(false);
        await sources.Provider(settings.Cluster).KeepAsync(kept, $"kept-{Guid.NewGuid():N}"[..13], [hello], cancellationToken)
            .ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes the kept cluster.</summary>
    /// <returns>Its container's short id; null where none was kept.</returns>
    public async Task<string?> RemoveAsync(CancellationToken cancellationToken)
    {
        if (kept.Read() is not { } state)
            return null;
        using var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await NodeSweeper.RemoveAsync(engine, state.ContainerId, cancellationToken).ConfigureAwait(false);
        kept.Forget();
        return state.ContainerId[..12];
    }

    /// <summary>Removes what earlier runs left behind on the container engine, and their temporary folders here.</summary>
    /// <returns>What was removed, and what is in use and was left alone.</returns>
    public static async Task<(IReadOnlyList<string> Removed, IReadOnlyList<string> InUse)> SweepAsync(CancellationToken cancellationToken)
    {
        var folders = ScratchFolder.SweepDead(); // the engine may not answer
        using var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var (removed, inUse) = await NodeSweeper.SweepAsync(engine, cancellationToken).ConfigureAwait(false);
        return ([.. folders, .. removed], inUse);
    }
}
