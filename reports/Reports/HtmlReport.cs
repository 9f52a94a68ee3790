using Harness.Reports.Html;
using Harness.Reports.Html.Cost;
using Harness.Reports.Html.Head;
using Harness.Reports.Html.Page;
using Harness.Reports.Html.Sections;
using Harness.Reports.Html.Trend;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports;

/// <summary>report.html, for everybody: one file that needs nothing but a browser.</summary>
internal sealed class HtmlReport : IReportExporter
{
    /// <summary>In the order of the page: is access as intended, what does it cost, on what.</summary>
    private static readonly IHtmlSection[] Sections =
    [
        new GateSection(),
        new ClaimsSection(),
        new FailuresSection(ScenarioOutcome.Failed, "failures", "What failed"),
        new FailuresSection(ScenarioOutcome.Undecided, "undecided", "What could not be decided"),
        new MatrixSection(),
        new ConformanceSection(),
        new AttachmentsSection(),
        new LadderCostSection(),
        new LatencySection(),
        new ThroughputSection(),
        new AlternativesCostSection(),
        new SideEffectsCostSection(),
        new BodiesCostSection(),
        new HeadlessCostSection(),
        new SoakCostSection(),
        new RbacCostHtmlSection(),
        new VersionsCostSection(),
        new PlansCostSection(),
        new AgentsCostSection(),
        new MicroCostSection(),
        new TrendSection(),
        new ComparisonSection(),
        new AlternativesSection(),
        new MeasurementsSection(),
        new SkippedSection(),
        new FactsSection(),
        new ScenariosSection(),
    ];

    /// <inheritdoc/>
    public string FileName => "report.html";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var sections = Sections.Select(section => section.Of(input)).OfType<HtmlSection>();
        writer.Write(HtmlPage.Of(RunSummary.Of(input.Results).Headline, HtmlHead.Of(input), [.. sections]));
    }
}
