using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Percentiles of several ways at one number of connections.</summary>
/// <param name="Ways">The ways with their percentiles as far as they are known, rising.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
internal sealed record LatencyPlot(IReadOnlyList<(MeasuredWay Way, IReadOnlyList<LatencyPercentile> Known)> Ways, int Connections)
{
    private static readonly double[] Quantiles = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];

    /// <summary>What it shows.</summary>
    public string Title => $"latency by percentile, {Figures.Counted(Connections, "request")} in flight";

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(Widest(), Lowest(), Ends(), NotDrawn(), Hollow());

    /// <summary>Of ways at one number of connections.</summary>
    public static LatencyPlot Of(IReadOnlyList<MeasuredWay> ways, int connections) =>
        new([.. ways.Select(way => (way, Known(way)))], connections);

    /// <summary>What of a distribution is known: results of older versions hold three percentiles.</summary>
    public static IReadOnlyList<LatencyPercentile> Known(MeasuredWay way)
    {
        LatencyPercentile[] three = [new(0.5, way.Latency.P50), new(0.9, way.Latency.P90), new(0.99, way.Latency.P99)];
        return
        [
            .. (way.Latency.Percentiles ?? three).Where(one => one.Quantile is > 0 and < 1 && Drawable.Is(one.Milliseconds)
                    && Percentile.IsKnown(one.Quantile, way.Answered, way.Failed))
                .OrderBy(one => one.Quantile),
        ];
    }

    /// <summary>The same figures.</summary>
    public static CostTable Table(string name, IEnumerable<LatencyPlot> plots) => CostTable.WithDoubts(
        name,
        [
            "Way", ">In flight", ">Answers", .. Quantiles.Select(quantile => $">{NameOf(quantile)} in ms"), ">Largest in ms",
            CostText.DoubtColumn,
        ],
        from plot in plots
        from one in plot.Ways
        select (IEnumerable<string>)
        [
            one.Way.Name, Figures.Count(plot.Connections), Figures.Count(one.Way.Answered),
            .. Quantiles.Select(quantile => CostText.Number(At(one.Known, quantile))), one.Way.Percentiles.Max, one.Way.Doubt,
        ]);

    /// <summary>A percentile's name: <c>p99.9</c>.</summary>
    public static string NameOf(double quantile) => FormattableString.Invariant($"p{Math.Round(quantile * 100, 6):0.######}");

    /// <summary>The picture: equal steps to the right leave a tenth of the requests each time.</summary>
    public LineChart Chart(string id) => new(
        id, CostText.Capital(Title), Caption,
        new ChartAxis("Share of requests that took no longer") { Ticks = [.. Quantiles.Select(one => (Place(one), NameOf(one)))] },
        new ChartAxis("Latency in ms") { IsLog = true },
        [
            .. Ways.Take(ChartStyle.MostSeries).Select(one => new ChartSeries(one.Way.Name, [.. one.Known.Select(known =>
                new ChartPoint(
                    Place(known.Quantile), known.Milliseconds,
                    $"{one.Way.Name}, {NameOf(known.Quantile)}: {Figures.Number(known.Milliseconds)} ms")
                {
                    IsDoubtful = one.Way.IsDoubtful,
                })])),
        ]);

    private static double Place(double quantile) => -Math.Log10(1 - quantile);

    private static double? At(IReadOnlyList<LatencyPercentile> known, double quantile) =>
        known.FirstOrDefault(one => Math.Abs(one.Quantile - quantile) < 1e-9)?.Milliseconds;

    private string Widest()
    {
        var tails = from one in Ways
                    let median = At(one.Known, 0.5)
                    let p99 = At(one.Known, 0.99)
                    where median > 0 && p99 is not null
                    orderby p99 / median descending
                    select $"The longest tail is that of {one.Way.Name}: its p99 of {Figures.Number(p99.Value)} ms is "
                        + $"{Figures.Times(p99 / median)} its median of {Figures.Number(median.Value)} ms";
        return tails.FirstOrDefault() ?? "No way has both a median and a p99";
    }

    private string Lowest()
    {
        var medians = Ways.Select(one => (one.Way.Name, Median: At(one.Known, 0.5))).Where(one => one.Median is not null)
            .OrderBy(one => one.Median).ToList();
        return medians.Count < 2 ? ""
            : $"Medians go from {Figures.Number(medians[0].Median!.Value)} ms ({medians[0].Name}) to "
                + $"{Figures.Number(medians[^1].Median!.Value)} ms ({medians[^1].Name})";
    }

    private string Ends()
    {
        var farthest = Ways.SelectMany(one => one.Known).Select(one => one.Quantile).DefaultIfEmpty(0).Max();
        return farthest == 0 ? "Nothing can be drawn"
            : Ways.All(one => one.Way.Latency.Percentiles is null) ? "These results hold three percentiles of each way, and no more"
            : $"A line ends where no answer of its sample lies beyond; the longest reach {NameOf(farthest)}";
    }

    private string NotDrawn() => Ways.Skip(ChartStyle.MostSeries).Select(one => one.Way.Name).ToList() is { Count: > 0 } others
        ? $"In the table alone: {string.Join(", ", others)}" : "";

    private string Hollow() => Ways.Count(one => one.Way.IsDoubtful) is > 0 and var hollow
        ? $"Hollow marks ({Figures.Count(hollow)} of {Figures.Counted(Ways.Count, "way")}): most rounds measured the load generator or its "
            + "machine"
        : "";
}
