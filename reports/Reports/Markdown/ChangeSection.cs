using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Markdown;

/// <summary>What changed since earlier runs, and nothing else: report.html has all figures.</summary>
internal static class ChangeSection
{
    private const int Most = 10;

    /// <summary>Writes it, unless there is no earlier run with such figures.</summary>
    /// <param name="page">The page.</param>
    /// <param name="compared">The run beside an earlier one; null where there is none.</param>
    /// <param name="trends">Its figures over the runs, the foremost first.</param>
    public static void Write(MarkdownPage page, RunComparison? compared, IReadOnlyList<FigureTrend> trends)
    {
        var changing = trends.Where(trend => trend.Changes.Count > 0).ToList();
        if (compared is not { Figures.Count: > 0 } && changing.Count == 0)
            return;
        page.Heading(2, "Since earlier runs");
        if (compared is { Figures.Count: > 0 })
            Write(page, compared);
        if (changing.Count == 0)
            return;
        page.Paragraph("Figures whose mean changed over the runs:");
        page.List(changing.Take(Most).Select(trend => MarkdownText.Inline($"{trend.Figure.Title}: {TrendText.Caption(trend)}")));
        More(page, changing.Count);
    }

    private static void Write(MarkdownPage page, RunComparison compared)
    {
        page.Paragraph(
            $"Against {MarkdownText.Inline(compared.Before.Run)}, {Figures.Moment(compared.Before.Started)}: {compared.Counts}.");
        if (compared.Changed.Count == 0)
            return;
        page.Table(["Figure", ">Before", ">After", ">Times, 99 %", "That is"], compared.Changed.Take(Most).Select(Row));
        More(page, compared.Changed.Count);
    }

    private static IReadOnlyList<string> Row(FigureComparison one) =>
    [
        MarkdownText.Cell(one.Figure.Title),
        MarkdownText.Cell(TrendText.Value(one.Before?.Value, one.Figure.Unit)),
        MarkdownText.Cell(TrendText.Value(one.After?.Value, one.Figure.Unit)),
        TrendText.Times(one.Change),
        $"{TrendText.Word(one.Verdict)}{(TrendText.Remark(one) is { Length: > 0 } remark ? $" ({MarkdownText.Cell(remark)})" : "")}",
    ];

    private static void More(MarkdownPage page, int count)
    {
        if (count > Most)
            page.Paragraph($"… and {Figures.Count(count - Most)} more, in report.html.");
    }
}
