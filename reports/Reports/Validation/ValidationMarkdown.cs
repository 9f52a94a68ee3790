using System.Net;
using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Graphs;
using Harness.Reports.Markdown;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>
/// The report as a comment on a pull request: the verdict, what is wrong and how to fix it, the evidence folded away. It stays within
/// GitHub's limit for a comment by showing fewer items, and always says how many more there are.
/// </summary>
/// <param name="isVerbose">Whether each cell and finding is an item, and not their causes.</param>
internal sealed class ValidationMarkdown(bool isVerbose) : IValidationExporter
{
    /// <summary>Longest page, in characters. GitHub accepts 65,536, and the CI job that posts the comment may add a line.</summary>
    public const int LongestPage = 60_000;

    private const int LongestText = 400;
    private const int MostDetails = 3;
    private static readonly int[] Shown = [25, 10, 5, 2, 1];

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var pages = Shown.Select(shown => Page(report, shown));
        writer.Write(pages.FirstOrDefault(page => page.Length <= LongestPage) ?? Head(report).ToString());
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer)
    {
        var page = new MarkdownPage();
        page.Heading(2, MarkdownText.Inline(failure.Headline));
        page.List(failure.Lines.Take(Shown[0]).Select(Inline));
        writer.Write(page.ToString());
    }

    private string Page(ValidationReport report, int shown)
    {
        var page = Head(report);
        if (isVerbose)
            WriteAll(page, report, shown);
        else
            WriteCauses(page, report, shown);
        WriteSentences(page, report, shown);
        Section(page, "What could not be checked", report.NotDecided, shown, text => page.List([Inline(text)]));
        Section(page, "Accepted", [.. report.Findings.Where(finding => finding.SuppressedBy is not null)], shown, finding => WriteAccepted(
            page, finding));
        Section(page, AuditText.Unused, AuditText.UnusedOf(report), shown, text => page.List([Inline(text)]));
        Section(page, AuditText.Denied, AuditText.DeniedOf(report), shown, text => page.List([Inline(text)]));
        Section(page, "Notes", [.. report.Notes, .. AuditText.RemarksOf(report)], shown, text => page.List([Inline(text)]));
        return page.ToString();
    }

    /// <summary>The consumers' sentences as a table, shorter where the page is too long.</summary>
    private static void WriteSentences(MarkdownPage page, ValidationReport report, int shown)
    {
        var (matrix, more) = SentenceMatrix.Of(report).ForPeople();
        if (matrix.Rows.Count == 0)
            return;
        var most = shown == Shown[0] ? SentenceMatrix.MostRows : shown;
        page.Heading(3, "What the policy says");
        page.Table(
            ["", .. matrix.Consumers.Select(one => MarkdownText.Cell(Short(one)))],
            matrix.Rows.Take(most).Select(row => (IReadOnlyList<string>)
                [MarkdownText.Cell(Short(row.Text)), .. row.Cells.Select(cell => cell.IsRight == false ? $"**{cell.Word}**" : cell.Word)]));
        if (matrix.HasDash)
            page.Paragraph($"`-`: {SentenceMatrix.Dash}.");
        if (more.Length > 0 || matrix.Rows.Count > most)
            page.Paragraph("… and more: `--output table` or `json` shows all.");
    }

    private static void WriteCauses(MarkdownPage page, ValidationReport report, int shown)
    {
        var groups = CauseGroup.Of(report);
        void Causes(string heading, Func<CauseGroup, bool> isIn) =>
            Section(page, heading, [.. groups.Where(isIn)], shown, group => WriteCause(page, report, group));

        Causes("What is wrong", group => group.Outcome is not null and not CellOutcome.Undecided);
        WriteGraph(page, report);
        Causes("Findings", group => group.Outcome is null);
        Causes("What could not be decided", group => group.Outcome == CellOutcome.Undecided);
    }

    private static void WriteAll(MarkdownPage page, ValidationReport report, int shown)
    {
        Section(page, "What is wrong", CellGroup.Of(report.Violations), shown, group => WriteGroup(page, report, group));
        WriteGraph(page, report);
        Section(page, "Findings", [.. report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity)], shown, finding =>
            WriteFinding(page, finding));
        var undecided = CellGroup.Of(report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided));
        Section(page, "What could not be decided", undecided, shown, group => WriteGroup(page, report, group));
    }

    /// <summary>The ways that are wrong as a picture, which GitHub draws.</summary>
    private static void WriteGraph(MarkdownPage page, ValidationReport report)
    {
        var paths = ReportPaths.Violations(report);
        if (paths.Count == 0)
            return;
        var picture = new GraphPicture("", paths, PictureWords.OfPolicy) { SaysWhatIsLeftOut = false };
        var (text, graph) = MermaidGraph.Drawn(picture, MermaidRoom.Comment);
        if (graph.Paths.Count > 0)
            page.Code("mermaid", text);
        page.Paragraph(GraphCaption.Of(graph, PictureWords.OfPolicy, "`--output dot` has all of them"));
    }

    private static void WriteCause(MarkdownPage page, ValidationReport report, CauseGroup group)
    {
        page.List(
            [$"**{Inline(group.Title)}**: {Inline(CauseText.Of(report, group))}<br>{Inline($"Fix: {CauseText.Fix(report, group)}")}"]);
        string[] details =
        [
            .. group.CellGroups.Take(MostDetails).SelectMany(
                one => ValidationText.Answers(report, one.First).Prepend(ValidationText.Wrong(one))),
            .. group.Findings.Take(MostDetails).SelectMany(finding => finding.Evidence.Select(ValidationText.Step)
                .Prepend($"{finding.Rule.Severity} {finding.Rule.Id} on {finding.On}: {finding.Message}").Append($"fix: {finding.Fix}")),
        ];
        var more = Math.Max(0, group.CellGroups.Count - MostDetails) + Math.Max(0, group.Findings.Count - MostDetails);
        Fold(page, FoldTitle(group),
            more == 0 ? details : [.. details, $"… and {Figures.Count(more)} more by the same cause: --verbose shows all"]);
    }

    /// <summary>After all that is in it: the title of a finding is about that alone.</summary>
    private static string FoldTitle(CauseGroup group)
    {
        var rules = group.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).ToList();
        var ids = string.Join(", ", rules.Select(rule => rule.Id));
        return (group.Cells.Count, rules) switch
        {
            (0, [var only]) => Title(only),
            (0, _) => ids,
            (_, []) => "What the sources say",
            _ => $"What the sources say, and {ids}",
        };
    }

    private static string Title(FindingRule rule) => $"{rule.Id}: {rule.Title}";

    private static MarkdownPage Head(ValidationReport report)
    {
        var page = new MarkdownPage();
        var mark = report.Outcome switch { Outcome.AsExpected => "✅", Outcome.Violation => "❌", _ => "❔" };
        page.Heading(2, $"{mark} {MarkdownText.Inline(Short(ValidationText.Headline(report)))}");
        page.Paragraph($"Access policy {MarkdownText.Code(Short(report.Policy.Name))} against {ValidationText.Sources(report)}: "
            + $"{ValidationText.Counts(report)}, in {Figures.Duration(report.Duration)}."
            + (report.Cluster is { } cluster ? $" Asked: {MarkdownText.Code(Short(cluster))}." : ""));
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
        page.List([$"**{Inline(ValidationText.Wrong(group))}**<br>{Inline($"Fix: {ValidationText.Fix(report, group.First)}")}"]);
        Fold(page, "What the sources say", ValidationText.Answers(report, group.First));
    }

    private static void WriteFinding(MarkdownPage page, Finding finding)
    {
        page.List([$"**{finding.Rule.Severity} {MarkdownText.Inline(finding.Rule.Id)}** on {MarkdownText.Code(Short(finding.On))}: "
            + $"{Inline(finding.Message)}<br>{Inline($"Fix: {finding.Fix}")}"]);
        Fold(page, Title(finding.Rule), finding.Evidence.Select(ValidationText.Step).Append(finding.Rule.Explanation));
    }

    private static void WriteAccepted(MarkdownPage page, Finding finding)
    {
        page.List(
            [$"{MarkdownText.Inline(finding.Rule.Id)} on {MarkdownText.Code(Short(finding.On))}: "
                + Inline(ValidationText.Accepted(finding.SuppressedBy!))]);
    }

    // The summary is HTML, where a Markdown escape would show.
    private static void Fold(MarkdownPage page, string summary, IEnumerable<string> lines)
    {
        page.Paragraph($"  <details><summary>{WebUtility.HtmlEncode(summary)}</summary>");
        page.Verbatim(string.Join('\n', lines.Select(line => PrintableText.Line(Short(SecretMask.Of(line))))), indent: "  ");
        page.Paragraph("  </details>");
    }

    private static string Inline(string text) => MarkdownText.Inline(Short(text));

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
