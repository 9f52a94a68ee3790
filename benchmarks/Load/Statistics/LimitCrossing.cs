namespace Harness.Load.Statistics;

/// <summary>
/// Up to which load a response stays within a multiple of its response to none: isotonic regression over the levels (the response is
/// taken not to fall as the load rises, so that a lucky or unlucky level alone decides nothing), then interpolation between the two levels
/// about the limit. It is what toxicology does with concentrations.
/// </summary>
/// <remarks>
/// Source: T. J. Norberg-King, "A Linear Interpolation Method for Sublethal Toxicity: The Inhibition Concentration (ICp) Approach",
/// version 2.0, U.S. EPA, Technical Report 03-93 (1993); here on the responses' logarithms, as latencies multiply.
/// </remarks>
internal static class LimitCrossing
{
    private const double Rounding = 1e-9;

    /// <summary>The load at which the limit is reached; infinite where no level goes beyond it.</summary>
    /// <param name="loads">Loads of the levels, rising, the first 0.</param>
    /// <param name="responses">Above 0, maybe infinite; the first one finite.</param>
    /// <param name="limit">Times of the first response, above 1.</param>
    public static double Of(IReadOnlyList<double> loads, IReadOnlyList<double> responses, double limit)
    {
        var smooth = Isotonic([.. responses.Select(response => Math.Log(response))]);
        var threshold = smooth[0] + Math.Log(limit);
        for (var level = 1; level < smooth.Length; level++)
        {
            if (smooth[level] <= threshold + Rounding)
                continue;
            // Towards a level without any answer nothing can be interpolated: the limit is taken to be left at once.
            var share = double.IsInfinity(smooth[level]) ? 0 : (threshold - smooth[level - 1]) / (smooth[level] - smooth[level - 1]);
            return loads[level - 1] + (share * (loads[level] - loads[level - 1]));
        }

        return double.PositiveInfinity;
    }

    /// <summary>
    /// The rising sequence that is nearest by least squares: neighbours that fall are pooled. Source: R. E. Barlow et al., "Statistical
    /// Inference under Order Restrictions", Wiley (1972), the pool-adjacent-violators algorithm.
    /// </summary>
    internal static double[] Isotonic(IReadOnlyList<double> values)
    {
        var pools = new List<(double Mean, int Count)>();
        foreach (var value in values)
        {
            var pool = (Mean: value, Count: 1);
            for (; pools is [.., var before] && before.Mean > pool.Mean; pools.RemoveAt(pools.Count - 1))
                pool = (((before.Mean * before.Count) + (pool.Mean * pool.Count)) / (before.Count + pool.Count), before.Count + pool.Count);
            pools.Add(pool);
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Mean, pool.Count))];
    }
}
