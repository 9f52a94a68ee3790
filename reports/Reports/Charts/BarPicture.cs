using Harness.Reports.Html;

namespace Harness.Reports.Charts;

/// <summary>Draws a <see cref="BarChart"/>.</summary>
internal sealed class BarPicture : IDisposable
{
    private const double Width = 720;
    private const double Left = 205;
    private const double Right = 520;
    private const double Top = 26;
    private const double RowHeight = 24;
    private const double BarHeight = 13;
    private const double Below = 46;
    private const double Thinnest = 1.5;

    private readonly BarChart _chart;
    private readonly SvgChart _svg;
    private readonly Scale _scale;

    private BarPicture(BarChart chart)
    {
        _chart = chart;
        _svg = new SvgChart(chart.Id, chart.Title, chart.Description, Width, Bottom + Below);
        _scale = chart.Axis.Over(chart.Rows.SelectMany(Values).Concat(chart.Limits.Select(limit => limit.Value)), Left, Right);
    }

    private double Bottom => Top + (RowHeight * _chart.Rows.Count);

    /// <summary>The picture.</summary>
    public static SafeHtml Of(BarChart chart)
    {
        using var picture = new BarPicture(chart);
        picture.DrawAxis();
        for (var i = 0; i < chart.Rows.Count; i++)
            picture.DrawRow(i);
        return picture._svg.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _svg.Dispose();

    private static IEnumerable<double> Values(BarRow row) =>
    [
        .. row.Span is { } span ? [span.Start, span.End] : Array.Empty<double>(),
        .. row.Whisker is { } whisker ? [whisker.Low, whisker.High] : Array.Empty<double>(),
    ];

    private void DrawAxis()
    {
        foreach (var (value, text) in _chart.Axis.TicksOn(_scale, ChartAxis.RoomBeside))
        {
            _svg.Line(_scale.Of(value), Top - 4, _scale.Of(value), Bottom, "grid");
            _svg.Text(_scale.Of(value), Bottom + 16, text, "middle");
        }

        foreach (var limit in _chart.Limits.Where(limit => _scale.Holds(limit.Value)))
        {
            _svg.Line(_scale.Of(limit.Value), Top - 6, _scale.Of(limit.Value), Bottom, limit.IsBound ? "limit" : "reference");
            _svg.Text(_scale.Of(limit.Value), Top - 10, limit.Text, "middle", "note");
        }

        _svg.Line(Left, Bottom, Right, Bottom, "axis");
        _svg.Text((Left + Right) / 2, Bottom + 36, _chart.Axis.Title, "middle", "title");
    }

    private void DrawRow(int i)
    {
        var row = _chart.Rows[i];
        var middle = MiddleOf(i);
        _svg.Fitted(Left - 10, middle + 4, Left - 14, row.Name, "end");
        _svg.Fitted(Right + 10, middle + 4, Width - Right - 10, row.Text, style: row.IsDoubtful ? "label doubt" : "label");
        if (row.Span is not { } span || !Drawable.Is(span.Start) || !_scale.Holds(span.End))
            return;
        // On an axis of equal factors, zero is where the axis begins.
        var (start, end) = (_scale.Of(span.Start), _scale.Of(span.End));
        if (row.From is { } from)
            _svg.Line(start, MiddleOf(from), start, middle, "joint");
        var style = $"bar {ChartStyle.Of(row.Colour)}{(row.IsDoubtful ? " hollow" : "")}";
        _svg.Box(
            Math.Min(start, end), middle - (BarHeight / 2), Math.Max(Thinnest, Math.Abs(end - start)), BarHeight, style, row.Hint);
        if (row.Whisker is { } whisker && _scale.Holds(whisker.Low) && _scale.Holds(whisker.High))
            DrawWhisker(_scale.Of(whisker.Low), _scale.Of(whisker.High), middle);
    }

    private void DrawWhisker(double low, double high, double middle)
    {
        _svg.Line(low, middle, high, middle, "whisker");
        _svg.Line(low, middle - 4, low, middle + 4, "whisker");
        _svg.Line(high, middle - 4, high, middle + 4, "whisker");
    }

    private static double MiddleOf(int row) => Top + (RowHeight * (row + 0.5));
}
