using Harness.Lifetime;

namespace Harness.Clusters;

/// <summary>Removes node containers: a run's own, and what runs that died left behind.</summary>
public static class NodeSweeper
{
    /// <summary>Removes a run's containers with their volumes and cgroups; fine when they are gone.</summary>
    internal static async Task RemoveRunAsync(ContainerEngine engine, string run, CancellationToken cancellationToken)
    {
        foreach (var container in await engine.ListAsync($"{Ownership.RunLabel}={run}", cancellationToken).ConfigureAwait(false))
            await RemoveAsync(engine, container.ID, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the containers whose owner is dead and, on request, the kept ones; others are in use and stay.</summary>
    /// <returns>What was removed, and what stays because its owner lives.</returns>
    public static async Task<(IReadOnlyList<string> Removed, IReadOnlyList<string> InUse)> SweepAsync(
        ContainerEngine engine, bool keptToo, CancellationToken cancellationToken)
    {
        List<string> removed = [], inUse = [];
        foreach (var container in await engine.ListAsync(Ownership.Label, cancellationToken).ConfigureAwait(false))
        {
            var owner = container.Labels[Ownership.Label];
            if (owner == Ownership.Kept ? !keptToo : !Ownership.IsDead(owner))
            {
                inUse.Add(container.ID[..12]);
                continue;
            }

            await RemoveAsync(engine, container.ID, cancellationToken).ConfigureAwait(false);
            removed.Add(container.ID[..12]);
        }

        return (removed, inUse);
    }

    /// <summary>Removes one container with its volumes and cgroups.</summary>
    public static async Task RemoveAsync(ContainerEngine engine, string id, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        CgroupLeftovers.Remove(id);
    }
}
