using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Statistics;

namespace Harness.Reports.History;

/// <summary>A figure of one run, on a logarithmic scale.</summary>
/// <param name="Run">The run.</param>
/// <param name="Figure">The figure; it counts.</param>
internal sealed record FigurePoint(RunReport Run, HeadlineFigure Figure)
{
    private const double TwoSided95 = 1.959964;

    /// <summary>Its logarithm.</summary>
    public double Log { get; } = Math.Log(Figure.Value ?? double.NaN);

    /// <summary>Variance of the logarithm by this run alone; not a number where that is not known.</summary>
    public double Variance => new LogSample(Figure.Rounds) is { Logs.Count: >= TwoSampleBootstrap.Fewest } rounds
        ? rounds.VarianceOfMean
        : Figure.Interval is { Low: > 0, High: > 0 } interval
            ? Math.Pow(Math.Log(interval.High / interval.Low) / 2 / TwoSided95, 2)
            : double.NaN;

    /// <summary>A figure of each run in which it counts, in their order.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="like">The figure.</param>
    /// <param name="leastRounds">Fewest rounds of a figure that has rounds.</param>
    public static IReadOnlyList<FigurePoint> Of(IEnumerable<RunReport> runs, HeadlineFigure like, int leastRounds = 0) =>
        [.. from run in runs
            let figure = run.Find(like.Id)
            where figure is not null && figure.IsLike(like) && IsUsable(figure, leastRounds)
            select new FigurePoint(run, figure)];

    /// <summary>Whether it counts, and has rounds enough if it has any.</summary>
    public static bool IsUsable(HeadlineFigure figure, int leastRounds) => figure.Counts && LogSample.IsUsable(figure.Value ?? 0)
        && (figure.Rounds.Count == 0 || figure.Rounds.Count >= leastRounds);
}
