using System.Globalization;
using Harness.Cli.Terminal;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Cli.Texts;

/// <summary>Two runs side by side, for people.</summary>
internal static class ComparisonLines
{
    /// <summary>What changed first, then what is as it was, then what cannot be said; at last what is to be known of all.</summary>
    public static IEnumerable<string> Of(RunComparison comparison)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{comparison.After.Run} against {comparison.Before.Run}: {comparison.Count(FigureVerdict.Worse)} worse, "
            + $"{comparison.Count(FigureVerdict.Better)} better, {comparison.Count(FigureVerdict.Same)} the same, "
            + $"{comparison.Count(FigureVerdict.Inconclusive)} inconclusive");
        if (comparison.Figures.Count == 0)
            yield return "neither run has measured anything";
        var both = comparison.Figures.Where(figure => figure.Before is not null && figure.After is not null);
        foreach (var line in Columns.Lines([.. both.OrderBy(Order).Select(Row)]))
            yield return line;
        if (comparison.Figures.Count(figure => figure.Before is null) is > 0 and var added)
            yield return $"{Figures.Counted(added, "figure")} of the second run alone (--format json names all)";
        if (comparison.Figures.Count(figure => figure.After is null) is > 0 and var gone)
            yield return $"{Figures.Counted(gone, "figure")} of the first run alone (--format json names all)";
        foreach (var note in comparison.Notes)
            yield return $"note: {note}";
    }

    private static int Order(FigureComparison figure) => figure.Verdict switch
    {
        FigureVerdict.Worse => 0,
        FigureVerdict.Better => 1,
        FigureVerdict.Same => 2,
        _ => 3,
    };

    private static string[] Row(FigureComparison figure) =>
    [
        EnumWord.Of(figure.Verdict),
        figure.Figure.Title,
        $"{Value(figure.Before)} → {Value(figure.After)} {figure.Figure.Unit}",
        figure.Change is { } change ? string.Create(CultureInfo.InvariantCulture,
            $"{change.Estimate:0.000} [{change.Low:0.000}, {change.High:0.000}] times") : "",
        figure.Why ?? "",
    ];

    private static string Value(HeadlineFigure? figure) => figure?.Value is { } value
        ? value.ToString(Math.Abs(value) >= 100 ? "#,##0" : "0.###", CultureInfo.InvariantCulture)
        : "–";
}
