using System.Runtime.InteropServices;
using Harness.Results;
using MathNet.Numerics.Distributions;

namespace Harness.Reports.Statistics;

/// <summary>
/// Where the mean of a series changes: PELT, which finds the segments with the least sum of squares and penalties exactly.
/// </summary>
/// <remarks>
/// Source: R. Killick, P. Fearnhead, I. A. Eckley, "Optimal Detection of Changepoints With a Linear Computational Cost", Journal of the
/// American Statistical Association 107 (2012), https://arxiv.org/abs/1101.1438. Each change costs 3 ln n, about what the modified
/// criterion of N. R. Zhang and D. O. Siegmund, Biometrics 63 (2007), asks for: twice ln n, as by Schwarz, finds changes in noise too
/// often. Values are logarithms, scaled by the median absolute deviation of the differences of neighbours, which a change hardly moves. Of
/// few values that scale is itself uncertain; so the price is raised by 30/n: in one series of noise in a hundred, of whatever length, a
/// change is found that is none (by simulation, in the tests).
/// </remarks>
internal static class ChangePoints
{
    /// <summary>Fewest values between two changes.</summary>
    public const int FewestBetween = 3;

    /// <summary>Fewest values in which a change can be found.</summary>
    public const int Fewest = 2 * FewestBetween;

    private const int Neighbours = 7;

    /// <summary>The first places of all segments but the first one, rising; empty where nothing changes.</summary>
    /// <param name="logs">The series.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<double> logs)
    {
        if (logs.Count < Fewest)
            return [];
        var scale = Scale(logs);
        var sums = new SumsOfSquares([.. Near(logs, scale).Select(log => log / scale)]);
        return scale > 0 ? Segments(sums, logs.Count, Penalty(logs.Count)) : [];
    }

    /// <summary>Standard deviation of a value about its segment's mean, from the differences of neighbours.</summary>
    public static double Scale(IReadOnlyList<double> logs)
    {
        double[] differences = [.. logs.Skip(1).Zip(logs, (next, one) => next - one)];
        var middle = Median.Of(differences);
        var deviation = Median.Of(differences.Select(difference => Math.Abs(difference - middle)));
        return deviation / Normal.InvCDF(0, 1, 0.75) / Math.Sqrt(2);
    }

    /// <summary>
    /// The series with far values drawn in to three deviations from the median about them: one to three nights are no change, however far
    /// they are, and a step stays a step. Source: F. R. Hampel, Journal of the American Statistical Association 69 (1974).
    /// </summary>
    internal static IReadOnlyList<double> Near(IReadOnlyList<double> logs, double scale) => [.. logs.Select((log, i) =>
    {
        var first = Math.Clamp(i - (Neighbours / 2), 0, Math.Max(0, logs.Count - Neighbours));
        var middle = Median.Of(logs.Skip(first).Take(Neighbours));
        return Math.Clamp(log, middle - (3 * scale), middle + (3 * scale));
    })];

    private static double Penalty(int count) => 3 * Math.Log(count) * (1 + (30.0 / count));

    private static List<int> Segments(SumsOfSquares cost, int count, double penalty)
    {
        var (least, last) = (new double[count + 1], new int[count + 1]);
        Array.Fill(least, double.PositiveInfinity);
        least[0] = -penalty;
        // Each place where the last segment may begin, with the end from which on another is known to be better.
        var candidates = new List<(int Begin, int Until)>();
        for (var end = FewestBetween; end <= count; end++)
        {
            candidates.Add((end - FewestBetween, int.MaxValue));
            candidates.RemoveAll(one => one.Until <= end);
            foreach (var (begin, _) in candidates)
            {
                if (least[begin] + cost.Of(begin, end) + penalty is var price && price < least[end])
                    (least[end], last[end]) = (price, begin);
            }

            // A segment from here on has to have its fewest values first; so what is beaten stays until then.
            foreach (ref var one in CollectionsMarshal.AsSpan(candidates))
            {
                if (one.Until == int.MaxValue && least[one.Begin] + cost.Of(one.Begin, end) > least[end])
                    one.Until = end + FewestBetween;
            }
        }

        var changes = new List<int>();
        for (var at = last[count]; at > 0; at = last[at])
            changes.Add(at);
        changes.Reverse();
        return changes;
    }

    /// <summary>Sums of squared deviations of any part of a series from its mean.</summary>
    private sealed class SumsOfSquares
    {
        private readonly double[] _sums;
        private readonly double[] _squares;

        public SumsOfSquares(double[] values)
        {
            // About the first value: the series may lie far from 0, where squares lose their digits.
            (_sums, _squares) = (new double[values.Length + 1], new double[values.Length + 1]);
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i] - values[0];
                (_sums[i + 1], _squares[i + 1]) = (_sums[i] + value, _squares[i] + (value * value));
            }
        }

        public double Of(int begin, int end)
        {
            var sum = _sums[end] - _sums[begin];
            return Math.Max(0, _squares[end] - _squares[begin] - (sum * sum / (end - begin)));
        }
    }
}
