using Harness.Results;

namespace Harness.Load.Statistics;

/// <summary>Whether one of a pair is more than the other, judged by all blocks.</summary>
public static class Change
{
    /// <summary>At most one false alarm is expected in a hundred comparisons of a thing with itself.</summary>
    private const double Certain = 0.99;

    /// <summary>Two one-sided tests at 5 % are the interval of 90 %.</summary>
    private const double Equivalence = 0.90;

    /// <summary>
    /// Less or more when the 99 % interval of the ratio excludes 1 and the estimate lies outside the margin; the same when the 90 %
    /// interval lies within the margin, the test for equivalence by two one-sided tests; else inconclusive.
    /// Source: D. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987), https://doi.org/10.1007/BF01068419.
    /// </summary>
    /// <param name="of">Values above 0, one of each block.</param>
    /// <param name="against">What each is divided by, above 0.</param>
    /// <param name="margin">Share by which the ratio may differ from 1 and still counts as the same, above 0 and below 1.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static ChangeVerdict Of(IReadOnlyList<double> of, IReadOnlyList<double> against, double margin, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(margin, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(margin, 1);
        var (least, most) = (1 - margin, 1 / (1 - margin));
        if (PairedBootstrap.Ratio(of, against, seed, Certain) is not { } certain
            || PairedBootstrap.Ratio(of, against, seed, Equivalence) is not { } likely)
        {
            return ChangeVerdict.Inconclusive;
        }

        return (certain, likely) switch
        {
            ({ High: < 1 }, _) when certain.Estimate < least => ChangeVerdict.Less,
            ({ Low: > 1 }, _) when certain.Estimate > most => ChangeVerdict.More,
            _ when likely.Low >= least && likely.High <= most => ChangeVerdict.Same,
            _ => ChangeVerdict.Inconclusive,
        };
    }
}
