using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The alternatives side by side, a row for each question.</summary>
internal static class AlternativeSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        if (AlternativeTable.Observed(results) is not { } observed)
            return;
        page.Heading(2, "The alternatives");
        Write(page, observed);
        page.Paragraph("As observed on this cluster; empty = not tried.");
        Write(page, AlternativeTable.ByConstruction);
        var sources = KnownAlternatives.Sources.Select(source => $"[{MarkdownText.Inline(source.Key)}]({source.Value.AbsoluteUri})");
        page.Paragraph($"By construction, not tried here: {string.Join(", ", sources)}.");
    }

    private static void Write(MarkdownPage page, AlternativeTable table) => page.Table(
        [" ", .. table.Alternatives.Select(MarkdownText.Cell)],
        table.Rows.Select(row => (IReadOnlyList<string>)
            [MarkdownText.Cell(row.Question), .. row.Answers.Select(all => string.Join("<br>", all.Select(MarkdownText.Cell)))]));
}
