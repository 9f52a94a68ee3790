using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>One figure of a soak over the time, with the line of its trend.</summary>
/// <param name="Soak">The soak.</param>
/// <param name="Trend">How the figure changed.</param>
/// <param name="Figure">Where its values are.</param>
internal sealed record SoakPlot(SoakResult Soak, SoakTrend Trend, SoakFigure Figure)
{
    private const int MostMarks = 80;
    private const double SecondsPerHour = 3600;

    /// <summary>What it shows.</summary>
    public string Title => $"{Named}, over time";

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(
        $"Median {CostText.Number(Trend.Median)}{Unit}",
        (Trend.PerHour is null ? "How it changes is not known, as there are too few windows"
            : $"In an hour, it changes by {CostText.Added(Trend.PerHour)}{Unit}") + $": {SoakText.Of(Trend.Verdict)}",
        Line().Count == 0 ? "No line is drawn" : "The line is the median of the slopes between all pairs of windows (Theil-Sen)",
        Doubtful.Count == 0 ? ""
            : $"{Figures.Count(Doubtful.Count)} of {Figures.Counted(Soak.Windows.Count, "window")} ({CostText.Doubt}, hollow) "
                + "did not count");

    private string Named => Trend.Figure + (Trend.Unit.Length == 0 ? "" : $", {Trend.Unit}");

    private string Unit => Trend.Unit.Length == 0 ? "" : $" {Trend.Unit}";

    private IReadOnlyList<SoakWindow> Doubtful =>
        [.. Soak.Windows.Where(window => Figure.Of(window) is not null && Figure.IsDoubtful(window))];

    private IReadOnlyList<(double At, double Value)> Counting =>
    [
        .. Soak.Windows.Where(window => !Figure.IsDoubtful(window) && Drawable.Is(Figure.Of(window) ?? double.NaN))
            .Select(window => (window.At, Figure.Of(window)!.Value)),
    ];

    /// <summary>The picture.</summary>
    public LineChart Chart(string id) => new(
        id, CostText.Capital(Title), Caption, new ChartAxis("Minutes"), new ChartAxis(Named),
        [
            new ChartSeries("windows", [.. Counting.Select(one => Point(one.At, one.Value, false))])
            {
                IsMarked = Counting.Count <= MostMarks,
            },
            .. Line() is { Count: > 0 } line ? [new ChartSeries("trend", line) { IsMarked = false }] : Array.Empty<ChartSeries>(),
            .. LeftOut(),
        ])
    {
        Height = 220,
    };

    private IEnumerable<ChartSeries> LeftOut()
    {
        if (Doubtful.Count > 0)
        {
            var points = Doubtful.Select(window => Point(window.At, Figure.Of(window)!.Value, true));
            yield return new ChartSeries($"{CostText.Doubt} did not count", [.. points]) { IsJoined = false };
        }
    }

    private static ChartPoint Point(double at, double value, bool isDoubtful) =>
        new(at / 60, value, $"{Figures.Number(at / 60)} min: {CostText.Number(value)}") { IsDoubtful = isDoubtful };

    /// <summary>Through the median of what is left when the slope is taken from each value.</summary>
    private IReadOnlyList<ChartPoint> Line()
    {
        // The first tenth is warming up, and not part of the trend.
        var settled = Counting.Where(one => one.At >= Soak.Windows[^1].At / 10).ToList();
        if (Trend.PerHour is not { } perHour || !Drawable.Is(perHour.Estimate) || settled.Count < 2)
            return [];
        var slope = perHour.Estimate / SecondsPerHour;
        var start = Median.Of(settled.Select(one => one.Value - (slope * one.At)));
        return [.. new[] { settled[0].At, settled[^1].At }.Select(at => Point(at, start + (slope * at), false))];
    }
}
