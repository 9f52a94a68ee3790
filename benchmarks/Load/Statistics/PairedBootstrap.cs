using Harness.Reports.Statistics;
using Harness.Results;
using MathNet.Numerics.Statistics;

namespace Harness.Load.Statistics;

/// <summary>
/// Intervals by bootstrap over blocks. Rounds of a block were measured one soon after the other, so what drifts with time (heat,
/// neighbours) meets both of a pair alike; blocks are resampled, never requests, since requests of one round are not independent.
/// </summary>
/// <remarks>
/// Percentiles of the bootstrap distribution, expanded for small samples. Such percentiles never lie beyond the values themselves: seven of
/// them above 1, six of them hardly and one by chance far, would be a difference for certain. So an interval also reaches as far as
/// Student's t of the same values, which such an outlier widens.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Fewest pairs for an interval: with fewer, it holds the truth clearly less often than it says.</summary>
    public const int FewestPairs = 6;

    private const int Resamples = 2000;

    /// <summary>
    /// The geometric mean of the pairs' ratios; null for fewer than <see cref="FewestPairs"/> pairs.
    /// </summary>
    /// <param name="of">Values above 0, one of each block.</param>
    /// <param name="against">What each is divided by, above 0.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="confidence">Share of runs in which the interval holds the truth.</param>
    public static Interval? Ratio(IReadOnlyList<double> of, IReadOnlyList<double> against, int seed, double confidence = 0.95) =>
        MeanOf([.. of.Zip(against, (a, b) => Math.Log(a / b))], seed, confidence) is { } logs
            ? new Interval(Math.Exp(logs.Estimate), Math.Exp(logs.Low), Math.Exp(logs.High))
            : null;

    /// <summary>The mean of the pairs' differences, with 95 % confidence; null for fewer than <see cref="FewestPairs"/> pairs.</summary>
    /// <param name="of">Values, one of each block.</param>
    /// <param name="against">What is taken from each.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static Interval? Difference(IReadOnlyList<double> of, IReadOnlyList<double> against, int seed) =>
        MeanOf([.. of.Zip(against, (a, b) => a - b)], seed, 0.95);

    private static Interval? MeanOf(double[] values, int seed, double confidence)
    {
        if (values.Length < FewestPairs)
            return null;
        var (random, means) = (new Random(seed), new double[Resamples]);
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Length; j++)
                sum += values[random.Next(values.Length)];
            means[i] = sum / values.Length;
        }

        Array.Sort(means);
        var (mean, tail) = (values.Average(), SmallSample.ExpandedTail(values.Length, confidence));
        var reach = SmallSample.Student(confidence, values.Length - 1) * values.StandardDeviation() / Math.Sqrt(values.Length);
        return new Interval(
            mean, Math.Min(mean - reach, SmallSample.Quantile(means, tail)), Math.Max(mean + reach, SmallSample.Quantile(means, 1 - tail)));
    }
}
