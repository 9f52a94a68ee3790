using Harness.Reports.History;
using Harness.Reports.Html.Page;
using Harness.Reports.Html.Trend;

namespace Harness.Reports.Html.Overview;

/// <summary>The headline figures over all runs on a page.</summary>
internal static class TrendPage
{
    /// <summary>The whole document; null where no run is complete, or none measured anything.</summary>
    public static string? Of(RunHistory history)
    {
        if (history.Runs.LastOrDefault(run => run.Figures.Count > 0) is not { } newest
            || TrendSection.Of(newest, history) is not { } section)
        {
            return null;
        }

        return HtmlPage.Of("Figures from run to run", HtmlTemplates.Fill("Overview.trend", new HeadModel(newest.Run)), [section]);
    }

    private sealed record HeadModel(string Run);
}
