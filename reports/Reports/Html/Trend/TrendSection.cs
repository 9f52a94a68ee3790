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
        var leftOut = before.LeftOut.GroupBy(one => (one.File, one.Reason)).OrderByDescending(group => group.Count())
            .Select(group => new LeftOutModel(
                Figures.Counted(group.Count(), "run"), group.Key.Reason, group.Key.File,
                string.Join(", ", group.TakeLast(MostNamed).Select(one => one.Run))
                + (group.Count() > MostNamed ? $" and {Figures.Count(group.Count() - MostNamed)} more" : "")))
            .ToList();
        if (trends.Count == 0 && leftOut.Count == 0)
            return null;
        var model = new TrendModel(
            run.Host.ToString(),
            trends.Count == 0,
            [.. trends.Take(FigureTrend.MostShown).Select(Multiple)],
            trends.Count > FigureTrend.MostShown ? Figures.Counted(trends.Count - FigureTrend.MostShown, "more figure") : "",
            leftOut);
        return new HtmlSection("trend", "Over the runs", HtmlTemplates.Fill("Trend.trend", model));
    }

    private static MultipleModel Multiple(FigureTrend trend, int number)
    {
        var caption = TrendText.Caption(trend);
        var values = trend.Points.SkipLast(1).Select(point => point.Figure.Value!.Value).ToList();
        return new MultipleModel(
            trend.Figure.Title,
            TrendChart.Of(trend, $"trend-{number}", caption),
            caption,
            TrendText.Value(trend.Figure.Value, trend.Figure.Unit),
            Figures.Count(values.Count),
            TrendText.Value(values.Min(), trend.Figure.Unit),
            TrendText.Value(trend.Before, trend.Figure.Unit),
            TrendText.Value(values.Max(), trend.Figure.Unit),
            trend.Changes.Count == 0 ? Figures.None
                : string.Join(", ", trend.Changes.Select(change => TrendChart.Day(trend.Points[change]))));
    }

    private sealed record TrendModel(
        string Host, bool IsAlone, IReadOnlyList<MultipleModel> Multiples, string More, IReadOnlyList<LeftOutModel> LeftOut);

    private sealed record MultipleModel(
        string Title, SafeHtml Chart, string Caption, string Now, string Runs, string Least, string Median, string Most, string Changes);

    private sealed record LeftOutModel(string Count, string Reason, string File, string Runs);
}
