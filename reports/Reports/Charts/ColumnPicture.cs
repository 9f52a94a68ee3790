using Harness.Reports.Html;

namespace Harness.Reports.Charts;

/// <summary>Draws a <see cref="ColumnChart"/>.</summary>
internal static class ColumnPicture
{
    private const double Width = 720;
    private const double Height = 220;
    private const double Left = 70;
    private const double Right = 700;
    private const double Top = 46;
    private const double Bottom = 174;

    /// <summary>The picture.</summary>
    public static SafeHtml Of(ColumnChart chart)
    {
        using var svg = new SvgChart(chart.Id, chart.Title, chart.Description, Width, Height);
        var x = new LinearScale(0, Math.Max(1, chart.Counts.Count), Left, Right);
        var y = chart.Y.Over(chart.Counts.Select(count => (double)count).Append(1), Bottom, Top);
        DrawAxes(svg, chart, x, y);
        foreach (var (column, text) in chart.Breaks)
        {
            svg.Line(x.Of(column), Top - 8, x.Of(column), Bottom, "reference");
            svg.Fitted(x.Of(column) + 4, Top - 12, Right - x.Of(column), text, style: "note");
        }

        foreach (var (column, count) in chart.Counts.Index().Where(one => one.Item > 0))
        {
            svg.Box(
                x.Of(column), y.Of(count), Math.Max(1, x.Of(column + 1) - x.Of(column) - 1), Bottom - y.Of(count), "bar failed",
                FormattableString.Invariant($"{column}: {count}"));
        }

        return svg.Finish();
    }

    private static void DrawAxes(SvgChart svg, ColumnChart chart, LinearScale x, Scale y)
    {
        foreach (var (value, text) in chart.Y.TicksOn(y, ChartAxis.RoomBelow))
        {
            svg.Line(Left, y.Of(value), Right, y.Of(value), "grid");
            svg.Text(Left - 6, y.Of(value) + 4, text, "end");
        }

        foreach (var (value, text) in chart.X.TicksOn(x, ChartAxis.RoomBeside))
            svg.Text(x.Of(value), Bottom + 18, text, "middle");
        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Text(4, 14, chart.Y.Title, style: "title");
        svg.Text((Left + Right) / 2, Height - 8, chart.X.Title, "middle", "title");
    }
}
