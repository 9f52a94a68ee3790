using Harness.Reports.Charts;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Cost;

/// <summary>Requests per second of several ways at several numbers of connections.</summary>
/// <param name="Ways">Each way at each number.</param>
internal sealed record ThroughputPlot(IReadOnlyList<MeasuredWay> Ways)
{
    private const int MostTicks = 10;

    /// <summary>The numbers, rising.</summary>
    public IReadOnlyList<int> Connections => [.. Ways.Select(way => way.Connections).Distinct().Order()];

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(
    [
        .. Named().Select(Course),
        "Marks are the median round, thin lines reach from the slowest round to the fastest",
        NotDrawn(),
        Hollow(),
    ]);

    private IReadOnlyList<IGrouping<string, MeasuredWay>> Series => [.. Ways.GroupBy(way => way.Name)];

    /// <summary>The picture.</summary>
    public LineChart Chart(string id, string title) => new(
        id, title, Caption,
        new ChartAxis("Requests in flight")
        {
            IsLog = true,
            Ticks = Connections.Count > MostTicks ? [] : [.. Connections.Select(one => ((double)one, Figures.Count(one)))],
        },
        new ChartAxis("Requests per second") { IsLog = true },
        [.. Series.Take(ChartStyle.MostSeries).Select(series =>
            new ChartSeries(series.Key, [.. series.OrderBy(way => way.Connections).Select(Point)]))])
    {
        Height = 420,
    };

    /// <summary>The same figures.</summary>
    public CostTable Table(string name) => CostTable.WithDoubts(
        name,
        ["Way", ">In flight", ">Requests/s", ">Slowest round", ">Fastest round", ">Rounds", CostText.DoubtColumn],
        Series.SelectMany(series => series.OrderBy(way => way.Connections)).Select(way => (IEnumerable<string>)
        [
            way.Name, Figures.Count(way.Connections), CostText.Number(way.Speed), CostText.Number(Slowest(way)),
            CostText.Number(Fastest(way)), Figures.Count(way.PerSecond.Count), way.Doubt,
        ]));

    private static double Slowest(MeasuredWay way) => way.PerSecond.DefaultIfEmpty(double.NaN).Min();

    private static double Fastest(MeasuredWay way) => way.PerSecond.DefaultIfEmpty(double.NaN).Max();

    private static ChartPoint Point(MeasuredWay way) => new(
        way.Connections, way.Speed,
        $"{way.Name}, {Figures.Count(way.Connections)} in flight: {Figures.Number(way.Speed)} requests/s "
        + $"[{Figures.Number(Slowest(way))}, {Figures.Number(Fastest(way))}]")
    {
        Low = Slowest(way),
        High = Fastest(way),
        IsDoubtful = way.IsDoubtful,
    };

    private static string Course(IGrouping<string, MeasuredWay> series)
    {
        var known = series.Where(way => way.Speed > 0).OrderBy(way => way.Connections).ToList();
        if (known.Count == 0)
            return $"Nothing was answered by {series.Key}";
        var most = known.MaxBy(way => way.Speed)!;
        var course = known.Count == 1
            ? $"With {Figures.Count(most.Connections)} in flight, {series.Key} answers {Figures.Number(most.Speed)} requests/s"
            : $"From {Figures.Count(known[0].Connections)} to {Figures.Count(known[^1].Connections)} in flight, {series.Key} goes from "
                + $"{Figures.Number(known[0].Speed)} to {Figures.Number(known[^1].Speed)} requests/s";
        return course + (most == known[^1] || most == known[0] ? ""
            : $" (most: {Figures.Number(most.Speed)} with {Figures.Count(most.Connections)})");
    }

    /// <summary>Direct and proxied where there are both; else the first and the last.</summary>
    private IEnumerable<IGrouping<string, MeasuredWay>> Named()
    {
        var both = Series.Where(series => series.Key is "direct" or "proxy" or "proxied").ToList();
        return both.Count > 0 || Series.Count == 0 ? both : new[] { Series[0], Series[^1] }.Distinct();
    }

    private string NotDrawn() => Series.Skip(ChartStyle.MostSeries).Select(series => series.Key).ToList() is { Count: > 0 } others
        ? $"In the table alone: {string.Join(", ", others)}" : "";

    private string Hollow() => Ways.Count(way => way.IsDoubtful) is > 0 and var hollow
        ? $"Hollow marks ({Figures.Count(hollow)} of {Figures.Count(Ways.Count)}): most rounds measured the load generator or its machine"
        : "";
}
