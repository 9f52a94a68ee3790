using Harness.Reports.Headlines;
using Harness.Reports.Measured;

namespace Harness.Reports.History;

/// <summary>Two runs side by side.</summary>
/// <param name="Before">The earlier one.</param>
/// <param name="After">The later one, which is held against it.</param>
/// <param name="Figures">Each figure of either, in the order of the second run.</param>
/// <param name="Notes">What is to be known of all of them, each in a sentence.</param>
public sealed record RunComparison(
    RunReport Before, RunReport After, IReadOnlyList<FigureComparison> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>Share by which a figure may differ and still counts as the same.</summary>
    public const double Margin = 0.03;

    /// <summary>Share of comparisons whose intervals hold the truth: what is shown is what is decided by.</summary>
    public const double Confidence = 0.99;

    private static readonly FigureVerdict[] Order =
        [FigureVerdict.Worse, FigureVerdict.Better, FigureVerdict.Changed, FigureVerdict.Same, FigureVerdict.Inconclusive];

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

    /// <summary>Compares two runs by time: the later one with the earlier one; two of the same moment as they are given.</summary>
    internal static RunComparison ByTime(RunReport one, RunReport other, RunHistory history) =>
        other.Started < one.Started ? Of(other, one, history) : Of(one, other, history);

    /// <summary>The figures that changed, the worse ones first.</summary>
    internal IReadOnlyList<FigureComparison> Changed => [.. InOrder.Where(figure => figure.IsChanged)];

    /// <summary>The figures that are the same or inconclusive, and at last those of one run alone.</summary>
    internal IReadOnlyList<FigureComparison> Others => [.. InOrder.Where(figure => !figure.IsChanged)];

    /// <summary>
    /// How many figures have which verdict, e.g. <c>1 worse, 0 better, 2 changed, 3 the same, 40 inconclusive, 5 in one run alone</c>.
    /// </summary>
    internal string Counts => string.Join(", ", Order.Select(verdict =>
            $"{Text.Figures.Count(Figures.Count(figure => figure.IsOfBoth && figure.Verdict == verdict))} {TrendText.Word(verdict)}")
        .Append($"{Text.Figures.Count(Figures.Count(figure => !figure.IsOfBoth))} in one run alone"));

    private IEnumerable<FigureComparison> InOrder =>
        Figures.OrderBy(figure => !figure.IsOfBoth).ThenBy(figure => Array.IndexOf(Order, figure.Verdict));

    private static FigureComparison Of(
        FigureComparer comparer, HeadlineFigure? before, HeadlineFigure? after, IReadOnlyList<RunReport> earlier) =>
        comparer.Of(before, after, RunScatter.Of([.. FigurePoint.Of(earlier, (after ?? before)!).Select(point => point.Log)]));
}
