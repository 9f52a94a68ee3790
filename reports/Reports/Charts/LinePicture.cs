using Harness.Reports.Html;

namespace Harness.Reports.Charts;

/// <summary>Draws a <see cref="LineChart"/>; each series is named at its end, so that nobody has to match colours with a legend.</summary>
internal sealed class LinePicture : IDisposable
{
    private const double Width = 720;
    private const double Left = 70;
    private const double Right = 500;
    private const double Top = 34;
    private const double Below = 46;
    private const double TextHeight = 14;
    private const double Inset = 9;
    private const int MostLargeMarks = 24;
    private const double SmallMark = 0.6;
    private const double NameAt = Right + 34;

    private readonly LineChart _chart;
    private readonly SvgChart _svg;
    private readonly Scale _x;
    private readonly Scale _y;

    private LinePicture(LineChart chart)
    {
        _chart = chart;
        _svg = new SvgChart(chart.Id, chart.Title, chart.Description, Width, chart.Height);
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        var placed = new[] { chart.Place?.Value, chart.Place?.Low, chart.Place?.High }.OfType<double>();
        // So that no whisker stands on the axis at the left, or among the names at the right.
        var inset = Inset + (chart.Beside * (chart.Series.Count - 1) / 2);
        _x = chart.X.Over(points.Select(point => point.X).Concat(placed), Left + inset, Right - inset);
        _y = chart.Y.Over(
            points.SelectMany(point => new[] { point.Y, point.Low ?? point.Y, point.High ?? point.Y })
                .Concat(chart.Limits.Select(limit => limit.Value)),
            Bottom, Top);
    }

    private double Bottom => _chart.Height - Below;

    /// <summary>The picture.</summary>
    public static SafeHtml Of(LineChart chart)
    {
        using var picture = new LinePicture(chart);
        picture.DrawPlace();
        picture.DrawAxes();
        picture.DrawLimits();
        for (var i = 0; i < chart.Series.Count; i++)
            picture.DrawSeries(i);
        picture.DrawNames();
        picture.DrawLimitTexts();
        return picture._svg.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _svg.Dispose();

    private void DrawAxes()
    {
        foreach (var (value, text) in _chart.Y.TicksOn(_y, ChartAxis.RoomBelow))
        {
            _svg.Line(Left, _y.Of(value), Right, _y.Of(value), "grid");
            _svg.Text(Left - 6, _y.Of(value) + 4, text, "end");
        }

        foreach (var (value, text) in _chart.X.TicksOn(_x, ChartAxis.RoomBeside))
        {
            _svg.Line(_x.Of(value), Bottom, _x.Of(value), Bottom + 5, "axis");
            _svg.Text(_x.Of(value), Bottom + 19, text, "middle");
        }

        _svg.Line(Left, Bottom, Right, Bottom, "axis");
        _svg.Line(Left, Top, Left, Bottom, "axis");
        _svg.Text(4, 14, _chart.Y.Title, style: "title");
        _svg.Text((Left + Right) / 2, _chart.Height - 8, _chart.X.Title, "middle", "title");
    }

    private void DrawLimits()
    {
        foreach (var limit in _chart.Limits.Where(limit => _y.Holds(limit.Value)))
            _svg.Line(Left, _y.Of(limit.Value), Right, _y.Of(limit.Value), limit.IsBound ? "limit" : "reference");
    }

    // Above the series, which would run through them.
    private void DrawLimitTexts()
    {
        foreach (var limit in _chart.Limits.Where(limit => _y.Holds(limit.Value)))
            _svg.Text(Right - 4, _y.Of(limit.Value) - 5, limit.Text, "end", "note");
    }

    private void DrawPlace()
    {
        if (_chart.Place is not { } place)
            return;
        var (least, most) = (Known(place.Low), Known(place.High));
        var (low, high) = (least ?? Left, most ?? Right);
        if (low < high && (least is not null || most is not null))
            _svg.Box(low, Top, high - low, Bottom - Top, "band", place.Text);
        if (Known(place.Value) is { } value)
            _svg.Line(value, Top, value, Bottom, "place");
        _svg.Fitted((Left + Right) / 2, Top - 6, Right - Left, place.Text, "middle", "note");

        double? Known(double? one) => one is { } known && _x.Holds(known) ? _x.Of(known) : null;
    }

    private void DrawSeries(int i)
    {
        var (series, style, aside) = (_chart.Series[i], ChartStyle.Of(i), Aside(i));
        var run = new List<(double X, double Y)>();
        foreach (var point in series.Points)
        {
            if (IsDrawable(point))
            {
                run.Add((_x.Of(point.X) + aside, _y.Of(point.Y)));
                continue;
            }

            Join(run);
        }

        Join(run);
        foreach (var point in series.Points.Where(point => series.IsMarked && IsDrawable(point)))
            DrawPoint(point, i, aside, series.Points.Count > MostLargeMarks);

        // A gap in the values is a gap in the line.
        void Join(List<(double X, double Y)> points)
        {
            if (series.IsJoined && points.Count > 1)
                _svg.Path(points, $"series {style}");
            points.Clear();
        }
    }

    private void DrawPoint(ChartPoint point, int i, double aside, bool isDense)
    {
        var (x, y, style) = (_x.Of(point.X) + aside, _y.Of(point.Y), ChartStyle.Of(i));
        var whisker = $"whisker {style}{(isDense ? " dense" : "")}";
        if (point is { Low: { } low, High: { } high } && Drawable.Is(low) && Drawable.Is(high))
        {
            _svg.Line(x, _y.Of(low), x, _y.Of(high), whisker);
            _svg.Line(x - 3, _y.Of(low), x + 3, _y.Of(low), whisker);
            _svg.Line(x - 3, _y.Of(high), x + 3, _y.Of(high), whisker);
        }

        _svg.Mark(
            ChartStyle.ShapeOf(i), x, y, $"mark {style}{(point.IsDoubtful ? " hollow" : "")}", point.Hint, isDense ? SmallMark : 1);
    }

    private void DrawNames()
    {
        var ends = _chart.Series.Select(EndOf).ToList();
        var places = ChartText.Spread([.. ends.Select(end => end.Y)], TextHeight + 2, Top + 6, Bottom - 6);
        for (var i = 0; i < ends.Count; i++)
        {
            var (style, series) = (ChartStyle.Of(i), _chart.Series[i]);
            var nothing = !series.Points.Any(IsDrawable);
            if (!nothing)
                _svg.Line(ends[i].X + Aside(i), ends[i].Y, Right + 18, places[i], $"leader {style}");
            _svg.Mark(ChartStyle.ShapeOf(i), Right + 24, places[i], $"mark {style}{(nothing ? " hollow" : "")}");
            _svg.Fitted(NameAt, places[i] + 4, Width - NameAt, series.Name + (nothing ? ": no figures" : ""));
        }
    }

    private (double X, double Y) EndOf(ChartSeries series) =>
        series.Points.LastOrDefault(IsDrawable) is { } last ? (_x.Of(last.X), _y.Of(last.Y)) : (Right, Bottom);

    private double Aside(int i) => (i - ((_chart.Series.Count - 1) / 2.0)) * _chart.Beside;

    private bool IsDrawable(ChartPoint point) => _x.Holds(point.X) && _y.Holds(point.Y);
}
