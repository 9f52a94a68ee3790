using Harness.Reports.Headlines;

namespace Harness.Reports.History;

/// <summary>Two runs side by side.</summary>
/// <param name="Before">The one.</param>
/// <param name="After">The other, which is held against it.</param>
/// <param name="Figures">Each figure of either, in the order of the second run.</param>
/// <param name="Notes">What is to be known of all of them, each in a sentence.</param>
public sealed record RunComparison(
    RunReport Before, RunReport After, IReadOnlyList<FigureComparison> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>Share by which a figure may differ and still counts as the same.</summary>
    public const double Margin = 0.03;

    /// <summary>Compares two runs.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="history">Runs from which it is known how far figures scatter; those before the second count.</param>
    public static RunComparison Of(RunReport before, RunReport after, RunHistory history)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(history);
        // Where the machines differ, the scatter of one of them says nothing about the two.
        var earlier = RunHistory.Difference(before, after) is null ? history.Before(after).Runs : [];
        var comparer = new FigureComparer(Margin);
        var ids = after.Figures.Concat(before.Figures).Select(figure => figure.Id).Distinct();
        var figures = ids.Select(id => Of(comparer, before.Find(id), after.Find(id), earlier)).ToList();
        return new RunComparison(before, after, figures, [.. ComparisonNotes.Of(before, after, figures)]);
    }

    /// <summary>How many figures have a verdict.</summary>
    public int Count(FigureVerdict verdict) => Figures.Count(figure => figure.Verdict == verdict);

    private static FigureComparison Of(
        FigureComparer comparer, HeadlineFigure? before, HeadlineFigure? after, IReadOnlyList<RunReport> earlier) =>
        comparer.Of(before, after, RunScatter.Of([.. FigurePoint.Of(earlier, (after ?? before)!).Select(point => point.Log)]));
}
