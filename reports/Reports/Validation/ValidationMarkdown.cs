using System.Net;
using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Markdown;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>
/// The report as a comment on a pull request: the verdict, what is wrong and how to fix it, the evidence folded away. It stays within
/// GitHub's limit for a comment by showing fewer items, and always says how many more there are.
/// </summary>
internal sealed class ValidationMarkdown : IValidationExporter
{
    /// <summary>Longest page, in characters. GitHub accepts 65,536, and the CI job that posts the comment may add a line.</summary>
    public const int LongestPage = 60_000;

    private const int LongestText = 400;
    private static readonly int[] Shown = [25, 10, 5, 2, 1];

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var pages = Shown.Select(shown => Page(report, shown));
        writer.Write(pages.FirstOrDefault(page => page.Length <= LongestPage) ?? Head(report).ToString());
    }

    private static string Page(ValidationReport report, int shown)
    {
        var page = Head(report);
        Section(page, "What is wrong", CellGroup.Of(report.Violations), shown, group => WriteGroup(page, report, group));
        Section(page, "Findings", [.. report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity)], shown, finding =>
            WriteFinding(page, finding));
        var undecided = CellGroup.Of(report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided));
        Section(page, "What could not be decided", undecided, shown, group => WriteGroup(page, report, group));
        Section(page, "What could not be checked", report.NotDecided, shown, text => page.List([Inline(text)]));
        Section(page, "Accepted", [.. report.Findings.Where(finding => finding.SuppressedBy is not null)], shown, finding => WriteAccepted(
            page, finding));
        return page.ToString();
    }

    private static MarkdownPage Head(ValidationReport report)
    {
        var page = new MarkdownPage();
        var mark = report.Outcome switch { Outcome.AsExpected => "✅", Outcome.Violation => "❌", _ => "❔" };
        page.Heading(2, $"{mark} {MarkdownText.Inline(Short(ValidationText.Headline(report)))}");
        page.Paragraph($"Access policy {MarkdownText.Code(Short(report.Policy.Name))} against {ValidationText.Sources(report)}: "
            + $"{ValidationText.Counts(report)}, in {Figures.Duration(report.Duration)}.");
        return page;
    }

    private static void Section<T>(MarkdownPage page, string heading, IReadOnlyList<T> items, int shown, Action<T> write)
    {
        if (items.Count == 0)
            return;
        page.Heading(3, $"{heading} ({Figures.Count(items.Count)})");
        foreach (var item in items.Take(shown))
            write(item);
        if (items.Count > shown)
            page.Paragraph($"… and {Figures.Count(items.Count - shown)} more: `--output table` or `json` shows all.");
    }

    private static void WriteGroup(MarkdownPage page, ValidationReport report, CellGroup group)
    {
        page.List([$"**{Inline(ValidationText.Wrong(group))}**<br>{Inline($"Fix: {ValidationText.Fix(group.First.Outcome)}")}"]);
        Fold(page, "What the sources say", ValidationText.Answers(report, group.First));
    }

    private static void WriteFinding(MarkdownPage page, Finding finding)
    {
        page.List([$"**{finding.Rule.Severity} {MarkdownText.Inline(finding.Rule.Id)}** on {MarkdownText.Code(Short(finding.On))}: "
            + $"{Inline(finding.Message)}<br>{Inline($"Fix: {finding.Fix}")}"]);
        Fold(page, finding.Rule.Title, finding.Evidence.Select(ValidationText.Step).Append(finding.Rule.Explanation));
    }

    private static void WriteAccepted(MarkdownPage page, Finding finding)
    {
        var by = finding.SuppressedBy!;
        page.List(
            [$"{MarkdownText.Inline(finding.Rule.Id)} on {MarkdownText.Code(Short(finding.On))} until "
                + $"{by.Expires:O}: {Inline(by.Reason)}"]);
    }

    // The summary is HTML, where a Markdown escape would show.
    private static void Fold(MarkdownPage page, string summary, IEnumerable<string> lines)
    {
        page.Paragraph($"  <details><summary>{WebUtility.HtmlEncode(summary)}</summary>");
        page.Verbatim(string.Join('\n', lines.Select(line => PrintableText.Line(Short(line)))), indent: "  ");
        page.Paragraph("  </details>");
    }

    private static string Inline(string text) => MarkdownText.Inline(Short(text));

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
