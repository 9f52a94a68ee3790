using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Html.Page;
using Harness.Reports.Html.Trend;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Overview;

/// <summary>Two runs side by side on a page.</summary>
internal static class ComparisonPage
{
    /// <summary>The whole document.</summary>
    public static string Of(RunComparison comparison)
    {
        var section = ComparisonSection.Of(comparison, "The later run against the earlier one");
        var head = HtmlTemplates.Fill(
            "Overview.comparison", new HeadModel(Side(comparison.Before), Side(comparison.After), section is null));
        return HtmlPage.Of($"{comparison.After.Run} against {comparison.Before.Run}", head, section is null ? [] : [section]);
    }

    private static SideModel Side(RunReport run) =>
        new(run.Run, Figures.Moment(run.Started), run.Cluster?.KubernetesVersion ?? "no cluster", run.Host.ToString());

    private sealed record HeadModel(SideModel Before, SideModel After, bool IsEmpty);

    private sealed record SideModel(string Name, string Started, string Kubernetes, string Host);
}
