using Harness.Reports.Charts;
using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Trend;

/// <summary>A figure over the runs as a small picture: small multiples share their axis of runs, and nothing else.</summary>
internal static class TrendChart
{
    private const double Width = 280;
    private const double Height = 120;
    private const double Left = 48;
    private const double Right = 268;
    private const double Top = 10;
    private const double Bottom = 100;

    /// <summary>The picture.</summary>
    /// <param name="trend">What is drawn.</param>
    /// <param name="id">An id that is alone on the page.</param>
    /// <param name="caption">What is seen in it.</param>
    public static SafeHtml Of(FigureTrend trend, string id, string caption)
    {
        using var chart = new SvgChart(id, trend.Figure.Title, caption, Width, Height);
        var values = trend.Points.Select(point => point.Figure.Value!.Value).ToList();
        var scale = Axis(values);
        foreach (var tick in scale.Ticks)
        {
            chart.Line(Left, scale.Of(tick), Right, scale.Of(tick), "grid");
            chart.Text(Left - 4, scale.Of(tick) + 4, Figures.Number(tick), "end");
        }

        foreach (var version in trend.Versions)
            chart.Line(Between(version), Top, Between(version), Bottom, "trend-version");
        foreach (var change in trend.Changes)
            chart.Line(Between(change), Top, Between(change), Bottom, "trend-change");
        chart.Path(values.Select((value, i) => (X(i), scale.Of(value))), "trend");
        chart.Leaf("circle", null, ("cx", SvgChart.Number(X(values.Count - 1))), ("cy", SvgChart.Number(scale.Of(values[^1]))), ("r", "4"),
            ("class", "trend-now"));
        chart.Text(Left, Height - 4, TrendText.Day(trend.Points[0]), "start");
        chart.Text(Right, Height - 4, TrendText.Day(trend.Points[^1]), "end");
        return chart.Finish();

        double X(int run) => Left + ((Right - Left) * run / Math.Max(1, values.Count - 1));
        double Between(int run) => (X(run) + X(run - 1)) / 2;
    }

    /// <summary>From the least to the most, with room; a flat line is in the middle.</summary>
    private static LinearScale Axis(List<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var room = Math.Max((high - low) * 0.1, high * 0.02);
        return new LinearScale(Math.Max(0, low - room), high + room, Bottom, Top);
    }
}
