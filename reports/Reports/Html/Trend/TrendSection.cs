using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Trend;

/// <summary>The headline figures over the runs on such a machine.</summary>
internal sealed class TrendSection : IHtmlSection
{
    private const int MostNamed = 50;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input) => Of(RunReports.Of(input.Results), input.History);

    /// <summary>The section about a run and those before it; null where nothing is known of any.</summary>
    public static HtmlSection? Of(RunReport run, RunHistory history)
    {
        var before = history.Before(run);
        var trends = FigureTrend.Of(run, before.Runs);
        return trends.Count == 0 && before.LeftOut.Count == 0
            ? null
            : Of("trend", "Over the runs", new TrendModel(run.Host.ToString(), "this run", trends, before.LeftOut));
    }

    /// <summary>A section for each kind of machines with all that was measured on it, the newest one first.</summary>
    public static IEnumerable<HtmlSection> OfAll(RunHistory history)
    {
        foreach (var (i, runs) in history.Comparable.Index())
        {
            if (FigureTrend.OfAll(runs) is not { Count: > 0 } trends)
                continue;
            var where = $"{runs[^1].Host}{(runs[^1].Cluster?.Source == "existing" ? ", existing clusters" : "")}";
            yield return Of(FormattableString.Invariant($"trend-{i}"), where, new TrendModel(where, "the newest run with it", trends, []));
        }

        if (history.LeftOut.Count > 0)
            yield return Of("left-out", "Runs without figures", new TrendModel("", "", [], history.LeftOut));
    }

    private static HtmlSection Of(string id, string title, TrendModel model)
    {
        var more = model.Trends.Count - FigureTrend.MostShown;
        return new HtmlSection(id, title, HtmlTemplates.Fill("Trend.trend", new PageModel(
            model.Host,
            model.Last,
            [.. model.Trends.Take(FigureTrend.MostShown).Select((trend, number) => Multiple(trend, $"{id}-{number}", model.Last))],
            more > 0 ? Figures.Counted(more, "more figure") : "",
            [.. model.LeftOut.GroupBy(one => (one.File, one.Reason)).OrderByDescending(group => group.Count()).Select(LeftOut)])));
    }

    private static LeftOutModel LeftOut(IGrouping<(string File, string Reason), LeftOutRun> alike) => new(
        Figures.Counted(alike.Count(), "run"), alike.Key.Reason, alike.Key.File,
        string.Join(", ", alike.TakeLast(MostNamed).Select(one => one.Run))
            + (alike.Count() > MostNamed ? $" and {Figures.Count(alike.Count() - MostNamed)} more" : ""));

    private static MultipleModel Multiple(FigureTrend trend, string id, string last)
    {
        var caption = TrendText.Caption(trend, last);
        var values = trend.Points.SkipLast(1).Select(point => point.Figure.Value!.Value).ToList();
        return new MultipleModel(
            trend.Figure.Title,
            TrendChart.Of(trend, id, caption),
            caption,
            TrendText.Value(trend.Figure.Value, trend.Figure.Unit),
            Figures.Count(values.Count),
            TrendText.Value(values.Min(), trend.Figure.Unit),
            TrendText.Value(trend.Before, trend.Figure.Unit),
            TrendText.Value(values.Max(), trend.Figure.Unit),
            trend.Changes.Count == 0 ? Figures.None
                : string.Join(", ", trend.Changes.Select(change => TrendText.Day(trend.Points[change]))));
    }

    /// <param name="Host">The machines.</param>
    /// <param name="Last">What the last run of a trend is called.</param>
    /// <param name="Trends">The trends, the foremost first.</param>
    /// <param name="LeftOut">Runs that are in none.</param>
    private sealed record TrendModel(string Host, string Last, IReadOnlyList<FigureTrend> Trends, IReadOnlyList<LeftOutRun> LeftOut);

    private sealed record PageModel(
        string Host, string Last, IReadOnlyList<MultipleModel> Multiples, string More, IReadOnlyList<LeftOutModel> LeftOut);

    private sealed record MultipleModel(
        string Title, SafeHtml Chart, string Caption, string Now, string Runs, string Least, string Median, string Most, string Changes);

    private sealed record LeftOutModel(string Count, string Reason, string File, string Runs);
}
