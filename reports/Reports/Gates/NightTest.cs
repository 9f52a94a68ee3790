using Harness.Reports.History;
using Harness.Reports.Statistics;

namespace Harness.Reports.Gates;

/// <summary>The mean of the last nights against the nights before: Student's t of logarithms, with the scatter of both pooled.</summary>
/// <param name="Recent">The last nights, this one last.</param>
/// <param name="Baseline">Those that they are held against.</param>
internal sealed record NightTest(IReadOnlyList<FigurePoint> Recent, IReadOnlyList<FigurePoint> Baseline)
{
    /// <summary>Most nights that are taken together: a small change takes so long to be told from noise.</summary>
    public const int MostNights = 7;

    /// <summary>Most nights that they are held against.</summary>
    public const int LongestBaseline = 30;

    /// <summary>
    /// How likely each of the tests of a night, over 1 to <see cref="MostNights"/> nights, finds by chance what is not there. Chosen by
    /// simulation, so that in a week of judging one figure every night there is one false alarm in a hundred weeks or fewer.
    /// </summary>
    public const double Alpha = 0.0005;

    private const int LookedBack = 90;

    /// <summary>By how much the recent nights' mean of logarithms is more than that of the baseline.</summary>
    public double Difference { get; } = Recent.Average(night => night.Log) - Baseline.Average(night => night.Log);

    /// <summary>How far the interval of the difference reaches to either side.</summary>
    /// <param name="alpha">Share of intervals beyond whose upper bound the truth lies, and of those below whose lower.</param>
    public double Reach(double alpha)
    {
        var freedom = Recent.Count + Baseline.Count - 2;
        var pooled = (Squares(Recent) + Squares(Baseline)) / freedom;
        // A night that was noisier in itself than nights are from one to the next is believed less.
        var own = Recent.Select(night => night.Variance).Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return SmallSample.Student(1 - (2 * alpha), freedom)
            * Math.Sqrt((Math.Max(pooled, own) / Recent.Count) + (pooled / Baseline.Count));
    }

    /// <summary>The tests of a night; none where there are too few nights before.</summary>
    /// <param name="nights">All nights, this one last.</param>
    /// <param name="least">Fewest nights of a baseline.</param>
    public static IEnumerable<NightTest> Of(IReadOnlyList<FigurePoint> nights, int least)
    {
        for (var recent = 1; recent <= Math.Min(MostNights, nights.Count); recent++)
        {
            if (BaselineOf([.. nights.SkipLast(recent).TakeLast(LookedBack)], Math.Max(2, least)) is { Count: > 0 } baseline)
                yield return new NightTest([.. nights.TakeLast(recent)], baseline);
        }
    }

    /// <summary>The newest nights between which nothing changed; of a stretch long enough to be held against.</summary>
    private static IReadOnlyList<FigurePoint> BaselineOf(List<FigurePoint> nights, int least)
    {
        var end = nights.Count;
        foreach (var begin in ChangePoints.Of([.. nights.Select(night => night.Log)]).Prepend(0).Reverse())
        {
            if (end - begin >= least)
                return [.. nights.Take(end).Skip(begin).TakeLast(LongestBaseline)];
            end = begin;
        }

        return [];
    }

    private static double Squares(IReadOnlyList<FigurePoint> nights)
    {
        var mean = nights.Average(night => night.Log);
        return nights.Sum(night => (night.Log - mean) * (night.Log - mean));
    }
}
