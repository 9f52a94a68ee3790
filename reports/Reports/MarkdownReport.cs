using Harness.Reports.Markdown;
using Harness.Reports.Summary;

namespace Harness.Reports;

/// <summary>report.md, for the person who decides: the verdict first, then its basis, the cost, and what went wrong.</summary>
internal sealed class MarkdownReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "report.md";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var results = input.Results;
        var page = new MarkdownPage();
        var summary = RunSummary.Of(results);
        HeadSection.Write(page, results, summary);
        ClaimSection.Write(page, summary);
        FailureSection.Write(page, results);
        MatrixSection.Write(page, results);
        ConformanceSection.Write(page, results);
        AttachmentSection.Write(page, results);
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
        writer.Write(page.ToString());
    }
}
