using Harness.Reports.History;
using Harness.Reports.Html.Page;
using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Overview;

/// <summary>All runs on a page, the newest first: where each leads to its report, and any two to their comparison.</summary>
internal static class RunListPage
{
    /// <summary>The whole document.</summary>
    /// <param name="runs">The runs, the oldest first.</param>
    public static string Of(IReadOnlyList<ListedRun> runs)
    {
        var rows = runs.Reverse().Select(Row).ToList();
        // The newest two that measured anything are what most would compare.
        var comparable = rows.Where(row => row.IsComparable).Select(row => row.Name).ToList();
        var model = new ListModel(
            Figures.Counted(runs.Count, "run"), rows, comparable.Count > 1, comparable.ElementAtOrDefault(1) ?? "",
            comparable.ElementAtOrDefault(0) ?? "");
        return HtmlPage.Of("Runs", HtmlTemplates.Fill("Overview.head", model),
            [new HtmlSection("runs", "All runs, the newest first", HtmlTemplates.Fill("Overview.list", model))]);
    }

    private static RunRow Row(ListedRun run) => new(
        run.Name,
        run.Report is null ? "" : Figures.Moment(run.Report.Started),
        run.Verdict,
        run.Problem ?? "",
        run.Report is { State: RunState.Complete } && !run.IsRunning ? StyleOf(run.Report.Verdict) : "doubt",
        run.Report?.Cluster is { } cluster ? $"{cluster.Source}, {cluster.KubernetesVersion}" : "",
        run.Report?.Host.ToString() ?? "",
        run.Report is null ? "" : HeadlineCost.Text(run.Report.Figures),
        RunSize.Text(run.Bytes),
        run.Report is { Figures.Count: > 0 });

    private static string StyleOf(OverallVerdict verdict) => verdict switch
    {
        OverallVerdict.AsExpected => "good",
        OverallVerdict.Failed => "bad",
        OverallVerdict.Undecided => "doubt",
        _ => "",
    };

    private sealed record ListModel(string Count, IReadOnlyList<RunRow> Runs, bool CanCompare, string Before, string After);

    private sealed record RunRow(
        string Name, string Started, string Verdict, string Problem, string Style, string Cluster, string Host, string Cost, string Size,
        bool IsComparable);
}
