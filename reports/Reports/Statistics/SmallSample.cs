using MathNet.Numerics.Distributions;

namespace Harness.Reports.Statistics;

/// <summary>
/// What intervals of few values need; benchmarks and reports are built with this same file, so that both decide alike.
/// </summary>
internal static class SmallSample
{
    /// <summary>How many standard errors Student's two-sided interval reaches to either side.</summary>
    /// <param name="confidence">Share of samples whose interval holds the truth.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static double Student(double confidence, double freedom) => StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2);

    /// <summary>
    /// The tail to cut off of the bootstrap distribution for n values, at which plain percentiles are too narrow: Φ(−√(n/(n−1)) · t), t the
    /// quantile of Student's t.
    /// </summary>
    /// <remarks>
    /// Source: T. Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69 (2015), section 4.3;
    /// https://arxiv.org/abs/1411.5279.
    /// </remarks>
    /// <param name="n">How many values.</param>
    /// <param name="confidence">Share of samples whose interval holds the truth.</param>
    public static double ExpandedTail(int n, double confidence) =>
        Normal.CDF(0, 1, -Math.Sqrt(n / (n - 1.0)) * Student(confidence, n - 1));

    /// <summary>
    /// A quantile of sorted values, between two of them by their distance; where one is infinite, there is nothing between.
    /// </summary>
    public static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return double.IsInfinity(high) ? (at > below ? high : low) : low + ((at - below) * (high - low));
    }
}
