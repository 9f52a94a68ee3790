using Harness.Reports.Statistics;

namespace Harness.Load.Statistics;

/// <summary>
/// Intervals by bootstrap over blocks, as <see cref="PairedBootstrap"/> has them, for any statistic: it is told how often each block was
/// drawn. Percentiles of a long tail are taken from all drawn blocks together, where a mean of each round's own would be another figure.
/// </summary>
internal static class BlockBootstrap
{
    private const int Resamples = 2000;
    private const int MostDraws = 1000;

    /// <summary>Each block once: what was measured.</summary>
    public static int[] Once(int blocks) => [.. Enumerable.Repeat(1, blocks)];

    /// <summary>The statistic of each resample, in rising order; infinite where it is beyond every value.</summary>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="statistic">Told how often each block was drawn; not a number where that draw has nothing to say.</param>
    /// <exception cref="InvalidOperationException">It never has anything to say.</exception>
    public static double[] Sorted(int blocks, int seed, Func<int[], double> statistic)
    {
        var (random, values) = (new Random(seed), new double[Resamples]);
        for (var i = 0; i < Resamples; i++)
            values[i] = Draw(random, blocks, statistic);
        Array.Sort(values);
        return values;
    }

    /// <summary>The bounds between which the truth lies, expanded for small samples.</summary>
    /// <param name="sorted">What <see cref="Sorted"/> gave.</param>
    /// <param name="blocks">How many blocks there were.</param>
    /// <param name="confidence">Share of runs in which the bounds hold the truth.</param>
    public static (double Low, double High) Bounds(double[] sorted, int blocks, double confidence = 0.95)
    {
        var tail = SmallSample.ExpandedTail(blocks, confidence);
        return (SmallSample.Quantile(sorted, tail), SmallSample.Quantile(sorted, 1 - tail));
    }

    private static double Draw(Random random, int blocks, Func<int[], double> statistic)
    {
        var times = new int[blocks];
        for (var draw = 0; draw < MostDraws; draw++)
        {
            Array.Clear(times);
            for (var i = 0; i < blocks; i++)
                times[random.Next(blocks)]++;
            if (statistic(times) is var value && !double.IsNaN(value))
                return value;
        }

        throw new InvalidOperationException("no resample of the blocks has anything to say");
    }
}
