using Harness.Reports.History;
using Harness.Reports.Markdown;
using Harness.Reports.Summary;

namespace Harness.Reports;

/// <summary>
/// report.md, for the person who decides: the verdict first, then its basis, the cost, and what went wrong. Short enough to be seen at a
/// glance, with the rest folded, and for a step's summary on GitHub.
/// </summary>
/// <param name="fileName">The file's name.</param>
/// <param name="bytes">Most bytes.</param>
/// <param name="hasFilesBeside">Whether the run's other files are where it is read, so that it can link to them.</param>
internal sealed class MarkdownReport(string fileName, int bytes, bool hasFilesBeside) : IReportExporter
{
    /// <summary>Lines to be read without unfolding anything.</summary>
    public const int MostLines = 80;

    /// <summary>For a step's summary. GitHub takes 1 MiB for all that a step writes, and drops everything that is longer.</summary>
    public const int LongestReport = 1_000_000;

    /// <summary>For a comment. GitHub takes 65,536 characters, and the job that posts it may add some lines.</summary>
    public const int LongestComment = 60_000;

    /// <summary>Evidence and lists of everything: nobody reads them from the first line to the last.</summary>
    private static readonly string[] Folded = ["What failed", "What could not be decided", "All scenarios"];

    /// <summary>report.md.</summary>
    public MarkdownReport()
        : this("report.md", LongestReport, hasFilesBeside: true)
    {
    }

    /// <summary>comment.md, the same for a comment on a pull request.</summary>
    public static MarkdownReport Comment { get; } = new("comment.md", LongestComment, hasFilesBeside: false);

    /// <inheritdoc/>
    public string FileName => fileName;

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var page = new MarkdownPage();
        WriteSections(page, input);
        writer.Write(new FoldedPage(bytes, MostLines, Folded).Of(
            page, "the ends of long tables are left out to fit. The run's report.html and its JSON files have everything."));
    }

    private void WriteSections(MarkdownPage page, ReportInput input)
    {
        var (results, summary) = (input.Results, RunSummary.Of(input.Results));
        HeadSection.Write(page, results, summary);
        GateSection.Write(page, input.Gate);
        WorstSection.Write(page, results);
        ChangeSection.Write(page, input.ComparedWith, FigureTrend.Of(input.Report, input.Before.Runs));
        ClaimSection.Write(page, summary);
        FailureSection.Write(page, results);
        MatrixSection.Write(page, results);
        ConformanceSection.Write(page, results);
        if (hasFilesBeside)
            AttachmentSection.Write(page, results, input.HasAttachment);
        SideEffectsSection.Write(page, results);
        SoakSection.Write(page, results);
        VersionSection.Write(page, results);
        BenchmarkSection.Write(page, results);
        AlternativeSection.Write(page, results);
        RbacCostSection.Write(page, results);
        HeadlessSection.Write(page, results);
        MicroSection.Write(page, results);
        MeasurementSection.Write(page, results);
        ScenarioSection.WriteSkipped(page, results);
        FactSection.Write(page, results);
        ScenarioSection.WriteAll(page, results);
    }
}
