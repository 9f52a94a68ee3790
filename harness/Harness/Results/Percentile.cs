namespace Harness.Results;

/// <summary>When a percentile of the calls that were answered says something about all calls.</summary>
public static class Percentile
{
    /// <summary>
    /// Largest share of calls that may fail: what failed is in no latency, and with more of it, a p99 would be that of the calls that got
    /// through.
    /// </summary>
    public const double MostFailed = 0.01;

    /// <summary>Fewest answers that a percentile needs, so that one lies beyond it: with fewer, it is just the largest.</summary>
    /// <param name="quantile">Share above 0 and below 1, e.g. 0.99.</param>
    public static long Fewest(double quantile) => (long)Math.Ceiling(Math.Round(1 / (1 - quantile), 6));

    /// <summary>Whether latencies of the answered calls stand for all.</summary>
    /// <param name="answered">Calls that were answered.</param>
    /// <param name="failed">Calls that were not.</param>
    public static bool StandsForAll(long answered, long failed) => answered > 0 && failed <= MostFailed * (answered + failed);

    /// <summary>Whether a percentile is known.</summary>
    /// <param name="quantile">Share above 0 and below 1, e.g. 0.99.</param>
    /// <param name="answered">Calls that were answered.</param>
    /// <param name="failed">Calls that were not.</param>
    public static bool IsKnown(double quantile, long answered, long failed) =>
        StandsForAll(answered, failed) && answered >= Fewest(quantile);
}
