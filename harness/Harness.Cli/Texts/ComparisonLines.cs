using Harness.Cli.Terminal;
using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Cli.Texts;

/// <summary>Two runs side by side, for people.</summary>
internal static class ComparisonLines
{
    /// <summary>What changed first; then how many figures did not, or cannot be judged; at last what is to be known of all.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="isWhole">Whether each of those figures has a line, too.</param>
    public static IEnumerable<string> Of(RunComparison comparison, bool isWhole)
    {
        yield return $"{comparison.After.Run} (later) against {comparison.Before.Run} (earlier)";
        if (comparison.Figures.Count == 0)
        {
            yield return "neither run has measured anything";
            yield break;
        }

        yield return comparison.Counts;
        var shown = isWhole ? comparison.Changed.Concat(comparison.Others) : comparison.Changed;
        foreach (var line in Columns.Lines([.. shown.Select(Row)]))
            yield return line;
        if (comparison.Changed.Count == 0)
            yield return "no figure has changed for certain";
        if (!isWhole && comparison.Others.Count > 0)
            yield return $"{Figures.Counted(comparison.Others.Count, "other figure")}: --all shows them";
        foreach (var note in comparison.Notes)
            yield return $"note: {note}";
        yield return $"intervals are of {Figures.Number(RunComparison.Confidence * 100)} %, and what counts as a change is more than "
            + $"{Figures.Number(RunComparison.Margin * 100)} %";
    }

    private static string[] Row(FigureComparison figure) =>
    [
        TrendText.Word(figure.Verdict),
        figure.Figure.Title,
        $"{TrendText.Value(figure.Before?.Value, figure.Figure.Unit)} → {TrendText.Value(figure.After?.Value, figure.Figure.Unit)}",
        figure.Change is null ? "" : $"{TrendText.Times(figure.Change)} times",
        TrendText.Remark(figure),
    ];
}
