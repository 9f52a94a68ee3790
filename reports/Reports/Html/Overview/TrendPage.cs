using Harness.Reports.History;
using Harness.Reports.Html.Page;
using Harness.Reports.Html.Trend;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Overview;

/// <summary>The headline figures over all runs on a page, whatever each run measured.</summary>
internal static class TrendPage
{
    /// <summary>The whole document; null where no run is complete, or no two measured the same.</summary>
    public static string? Of(RunHistory history)
    {
        var sections = TrendSection.OfAll(history).ToList();
        return sections.Count == 0 || history.Newest is not { } newest
            ? null
            : HtmlPage.Of(
                "Figures from run to run",
                HtmlTemplates.Fill("Overview.trend", new HeadModel(newest.Run, Figures.Counted(history.Runs.Count, "complete run"))),
                sections);
    }

    private sealed record HeadModel(string Run, string Count);
}
