using Harness.Reports.Html;
using Harness.Reports.Html.Page;
using Harness.Reports.Html.Trend;
using Harness.Reports.Summary;

namespace Harness.Reports;

/// <summary>report.html, for everybody: one file that needs nothing but a browser.</summary>
internal sealed class HtmlReport : IReportExporter
{
    /// <summary>In the order of the page: is access as intended, what does it cost, on what.</summary>
    private static readonly IHtmlSection[] Sections =
    [
        new GateSection(),
        new TrendSection(),
        new ComparisonSection(),
    ];

    /// <inheritdoc/>
    public string FileName => "report.html";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var sections = Sections.Select(section => section.Of(input)).OfType<HtmlSection>();
        writer.Write(HtmlPage.Of(RunSummary.Of(input.Results).Headline, SafeHtml.None, [.. sections]));
    }
}
