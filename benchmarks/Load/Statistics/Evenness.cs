using Harness.Results;
using MathNet.Numerics;

namespace Harness.Load.Statistics;

/// <summary>Pearson's chi-square test of an even spread.</summary>
/// <remarks>Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.15, https://www.itl.nist.gov/div898/handbook/.</remarks>
internal static class Evenness
{
    /// <summary>Tests counts; null with fewer than two of them, and where all are 0.</summary>
    public static ChiSquareTest? Of(IReadOnlyCollection<long> counts)
    {
        var (freedom, total) = (counts.Count - 1, counts.Sum());
        if (freedom < 1 || total == 0)
            return null;
        var expected = (double)total / counts.Count;
        var sum = counts.Sum(count => (count - expected) * (count - expected) / expected);
        return new ChiSquareTest(sum, freedom, P(sum, freedom));
    }

    /// <summary>The distribution's upper tail, by itself: one minus the lower one would be 0 long before it is.</summary>
    internal static double P(double chiSquare, int degreesOfFreedom) =>
        SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, chiSquare / 2);
}
