using Harness.Results;

namespace Harness.Reports.Statistics;

/// <summary>
/// How many times the geometric mean of one sample is that of another. Both are resampled by themselves: rounds of two runs are not pairs.
/// </summary>
/// <remarks>
/// Percentiles of the bootstrap distribution, expanded for small samples, and at least as far as Welch's t interval, which a single far
/// value widens.
/// </remarks>
internal static class TwoSampleBootstrap
{
    /// <summary>Fewest values of each sample for an interval.</summary>
    public const int Fewest = 3;

    private const int Resamples = 2000;

    /// <summary>The difference of the means of logarithms at several confidences; null where a sample has too few values.</summary>
    /// <param name="of">The one.</param>
    /// <param name="against">The other.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="confidences">Share of runs in which each interval holds the truth.</param>
    public static IReadOnlyList<Interval>? Difference(LogSample of, LogSample against, int seed, params double[] confidences)
    {
        if (of.Logs.Count < Fewest || against.Logs.Count < Fewest)
            return null;
        var random = new Random(seed);
        var draws = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
            draws[i] = DrawnMean(of.Logs, random) - DrawnMean(against.Logs, random);
        Array.Sort(draws);
        var estimate = of.Mean - against.Mean;
        return [.. confidences.Select(confidence => Bounds(draws, estimate, confidence, of, against))];
    }

    /// <summary>Degrees of freedom of a sum of two estimated variances, by Welch and Satterthwaite.</summary>
    /// <param name="a">A variance and its degrees of freedom.</param>
    /// <param name="b">Another.</param>
    public static double Freedom((double Variance, double Freedom) a, (double Variance, double Freedom) b)
    {
        var sum = a.Variance + b.Variance;
        var parts = (a.Variance * a.Variance / a.Freedom) + (b.Variance * b.Variance / b.Freedom);
        return parts > 0 ? sum * sum / parts : a.Freedom + b.Freedom;
    }

    private static Interval Bounds(double[] draws, double estimate, double confidence, LogSample of, LogSample against)
    {
        var freedom = Freedom((of.VarianceOfMean, of.Logs.Count - 1), (against.VarianceOfMean, against.Logs.Count - 1));
        var reach = SmallSample.Student(confidence, freedom) * Math.Sqrt(of.VarianceOfMean + against.VarianceOfMean);
        var tail = SmallSample.ExpandedTail(Math.Min(of.Logs.Count, against.Logs.Count), confidence);
        return new Interval(
            estimate, Math.Min(estimate - reach, SmallSample.Quantile(draws, tail)),
            Math.Max(estimate + reach, SmallSample.Quantile(draws, 1 - tail)));
    }

    private static double DrawnMean(IReadOnlyList<double> logs, Random random)
    {
        var sum = 0.0;
        for (var i = 0; i < logs.Count; i++)
            sum += logs[random.Next(logs.Count)];
        return sum / logs.Count;
    }
}
