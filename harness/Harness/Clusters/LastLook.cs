namespace Harness.Clusters;

/// <summary>Asks whether a failure was the cluster's death: a call fails shortly before the watch over the cluster sees why.</summary>
public static class LastLook
{
    /// <summary>Long enough for the watch, which looks once a second, to look again.</summary>
    private static readonly TimeSpan OneLook = TimeSpan.FromSeconds(2);

    /// <summary>Why the cluster was lost; null when it lives.</summary>
    public static async Task<string?> WhyLostAsync(this ICluster cluster)
    {
        await Task.Delay(OneLook, cluster.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cluster.LostBecause;
    }
}
