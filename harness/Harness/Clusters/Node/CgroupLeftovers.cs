namespace Harness.Clusters.Node;

/// <summary>
/// Removes the cgroups that an offline node made for its pods on the host. A node that is stopped removes them itself;
/// one that was killed cannot.
/// </summary>
internal static class CgroupLeftovers
{
    /// <summary>Removes a node's cgroup trees, in every hierarchy; does nothing where they are not there or not ours to remove.</summary>
    /// <param name="containerId">The node's container.</param>
    /// <param name="root">Where the hierarchies are; tests use their own.</param>
    public static void Remove(string containerId, string root = "/sys/fs/cgroup")
    {
        if (!Directory.Exists(root))
            return;
        var name = $"harness-{containerId[..12]}";
        foreach (var hierarchy in Directory.EnumerateDirectories(root).Prepend(root))
            RemoveTree(Path.Combine(hierarchy, name));
    }

    /// <summary>A cgroup's files cannot be deleted; its folder can, once its children are gone.</summary>
    private static void RemoveTree(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var child in Directory.EnumerateDirectories(folder))
            RemoveTree(child);
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Still has processes, or belongs to root: the kernel keeps it, and the next sweep tries again.
        }
    }
}
