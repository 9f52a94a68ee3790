using Docker.DotNet.Models;
using Harness.Clusters.Engine;
using Harness.Lifetime;

namespace Harness.Clusters.Node;

/// <summary>Removes node containers: a run's own, and what runs that died left behind.</summary>
internal static class NodeSweeper
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    /// <summary>Removes a run's containers with their volumes and cgroups; fine when they are gone.</summary>
    internal static async Task RemoveRunAsync(ContainerEngine engine, string run, CancellationToken cancellationToken)
    {
        foreach (var container in await engine.ListAsync($"{Ownership.RunLabel}={run}", cancellationToken).ConfigureAwait(false))
            await RemoveAsync(engine, container.ID, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the containers that nobody else will: their owner is dead, or the folder that kept them forgot them.</summary>
    /// <returns>What was removed, and what stays because it is in use or kept.</returns>
    public static async Task<(IReadOnlyList<string> Removed, IReadOnlyList<string> InUse)> SweepAsync(
        ContainerEngine engine, CancellationToken cancellationToken)
    {
        List<string> removed = [], inUse = [];
        foreach (var container in await engine.ListAsync(Ownership.Label, cancellationToken).ConfigureAwait(false))
        {
            if (IsInUse(container, engine.Endpoint.IsLocal))
            {
                inUse.Add(container.ID[..12]);
                continue;
            }

            await RemoveAsync(engine, container.ID, cancellationToken).ConfigureAwait(false);
            removed.Add(container.ID[..12]);
        }

        return (removed, inUse);
    }

    internal static bool IsInUse(ContainerListResponse container, bool isOfThisMachine)
    {
        var owner = container.Labels[Ownership.Label];
        return owner == Ownership.Kept ? IsRemembered(container) : !Ownership.IsDead(owner, isOfThisMachine);
    }

    /// <summary>
    /// A cluster that another checkout keeps is in use, even if we cannot read its folder; one still starting is not remembered yet.
    /// </summary>
    private static bool IsRemembered(ContainerListResponse container)
    {
        var folder = container.Labels.TryGetValue(Ownership.KeptLabel, out var label) ? label : "";
        var justStarted = TimeProvider.System.GetUtcNow().UtcDateTime - container.Created.ToUniversalTime() < LongestStart;
        try
        {
            return justStarted || (folder.Length > 0 && new KeptCluster(folder).Read()?.ContainerId == container.ID);
        }
        catch (HarnessException)
        {
            return true;
        }
    }

    /// <summary>Removes one container with its volumes and cgroups.</summary>
    public static async Task RemoveAsync(ContainerEngine engine, string id, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        CgroupLeftovers.Remove(id);
    }
}
