using Harness.Results;
using MathNet.Numerics.Distributions;

namespace Harness.Load.Statistics;

/// <summary>
/// The slope of a series: the median of the slopes between all pairs of its points. A few outliers do not move it. Its interval is by the
/// normal approximation of Kendall's rank correlation, with ties taken into account.
/// </summary>
/// <remarks>
/// Source: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical Association 63
/// (1968); R. O. Gilbert, "Statistical Methods for Environmental Pollution Monitoring" (1987), section 16.5.
/// </remarks>
public static class TheilSen
{
    /// <summary>Fewest points for an interval: with fewer, the normal approximation does not hold (Gilbert 1987).</summary>
    public const int FewestPoints = 10;

    /// <summary>The slope and its interval; null where all points are at one place.</summary>
    /// <param name="x">Places.</param>
    /// <param name="y">Values, one of each place.</param>
    /// <param name="confidence">Share of series in which the interval holds the true slope.</param>
    public static Interval? Slope(IReadOnlyList<double> x, IReadOnlyList<double> y, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Count, x.Count);
        double[] slopes = [.. from i in Enumerable.Range(0, x.Count)
                              from j in Enumerable.Range(i + 1, x.Count - i - 1)
                              where x[i] != x[j]
                              select (y[j] - y[i]) / (x[j] - x[i])];
        if (slopes.Length == 0)
            return null;
        Array.Sort(slopes);
        var reach = -Normal.InvCDF(0, 1, (1 - confidence) / 2) * Math.Sqrt(Variance(x, y));
        var low = (int)Math.Round((slopes.Length - reach) / 2) - 1;
        var high = (int)Math.Round((slopes.Length + reach) / 2);
        return new Interval(
            (slopes[(slopes.Length - 1) / 2] + slopes[slopes.Length / 2]) / 2,
            slopes[Math.Max(low, 0)],
            slopes[Math.Min(high, slopes.Length - 1)]);
    }

    /// <summary>Of Kendall's S where there is no trend.</summary>
    private static double Variance(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        return (Part(x.Count) - Ties(x) - Ties(y)) / 18;

        static double Part(double n) => n * (n - 1) * ((2 * n) + 5);
        static double Ties(IReadOnlyList<double> values) => values.GroupBy(value => value).Sum(group => Part(group.Count()));
    }
}
