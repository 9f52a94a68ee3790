using Harness.Reports.Charts;
using Harness.Reports.Markdown;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>The alternatives at one number of connections.</summary>
/// <param name="Ways">All that was measured.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
internal sealed record AlternativesPlot(LadderResult Ways, int Connections)
{
    private const string Direct = "direct";
    private const string Proxy = "proxy";

    /// <summary>What the first picture shows.</summary>
    public string AddedTitle => $"what each way adds to p50 over the direct one, {Figures.Counted(Connections, "request")} in flight";

    /// <summary>What the second picture shows.</summary>
    public string SpeedTitle => $"requests per second of each way, {Figures.Counted(Connections, "request")} in flight";

    /// <summary>What is seen in the first.</summary>
    public string AddedCaption
    {
        get
        {
            var known = Compared.Where(one => one.Step?.AddedLatency is not null).ToList();
            if (known.Count == 0)
                return "No way has an interval of what it adds.";
            var place = known.FindIndex(one => one.Way.Name == Proxy);
            return CostText.Sentences(
                $"Least is added by {known[0].Way.Name}, {CostText.Added(known[0].Step!.AddedLatency)} ms, most by {known[^1].Way.Name}, "
                + $"{CostText.Added(known[^1].Step!.AddedLatency)} ms",
                place < 0 ? "" : $"The API server's proxy, {CostText.Added(known[place].Step!.AddedLatency)} ms, is number "
                    + $"{Figures.Count(place + 1)} of {Figures.Count(known.Count)}",
                "Thin lines are 95 % intervals",
                Hollow());
        }
    }

    /// <summary>What is seen in the second.</summary>
    public string SpeedCaption
    {
        get
        {
            var known = BySpeed.Where(way => way.Speed > 0).ToList();
            return known.Count == 0 ? "No way answered anything." : CostText.Sentences(
                $"Most is answered by {known[0].Name}, {Figures.Number(known[0].Speed)} requests/s, least by {known[^1].Name}, "
                + Figures.Number(known[^1].Speed),
                "Bars end at the median round; thin lines reach from the slowest round to the fastest",
                "The axis has equal factors, so that the lengths of two bars are no measure of each other",
                Hollow());
        }
    }

    private IReadOnlyList<MeasuredWay> BySpeed => [.. All.OrderByDescending(way => way.Speed)];

    private IReadOnlyList<MeasuredWay> All => [.. Ways.Cells.Where(cell => cell.Connections == Connections).Select(MeasuredWay.Of)];

    /// <summary>All but the direct way, the one that adds least first; those without an interval last.</summary>
    private IReadOnlyList<(MeasuredWay Way, LadderStep? Step)> Compared =>
    [
        .. All.Where(way => way.Name != Direct).Select(way => (Way: way, Step: Against(way, Direct)))
            .OrderBy(one => one.Step?.AddedLatency?.Estimate ?? double.MaxValue),
    ];

    /// <summary>The first picture.</summary>
    public BarChart Added(string id) => new(
        id, CostText.Capital(AddedTitle), AddedCaption, new ChartAxis("Added to p50, in ms") { WithZero = true },
        [.. Compared.Select(one => new BarRow(
            one.Way.Name, CostText.Added(one.Step?.AddedLatency) + Mark(one.Way),
            $"{one.Way.Name}: {CostText.Added(one.Step?.AddedLatency)} ms")
        {
            Span = one.Step?.AddedLatency is { } added ? (0, added.Estimate) : null,
            Whisker = one.Step?.AddedLatency is { } interval ? (interval.Low, interval.High) : null,
            Colour = Colour(one.Way),
            IsDoubtful = one.Way.IsDoubtful,
        })]);

    /// <summary>The second picture.</summary>
    public BarChart Speed(string id) => new(
        id, CostText.Capital(SpeedTitle), SpeedCaption, new ChartAxis("Requests per second") { IsLog = true },
        [.. BySpeed.Select(way => new BarRow(
            way.Name, $"{CostText.Number(way.Speed)}{Mark(way)}", $"{way.Name}: {CostText.Number(way.Speed)} requests/s")
        {
            Span = way.Speed > 0 ? (0, way.Speed) : null,
            Whisker = way.Speed > 0 ? (way.PerSecond.Min(), way.PerSecond.Max()) : null,
            Colour = Colour(way),
            IsDoubtful = way.IsDoubtful,
        })]);

    /// <summary>The figures of both.</summary>
    public CostTable Table(string name) => CostTable.WithDoubts(
        name,
        [
            "Way", ">Requests/s", ">p50 in ms", ">p99 in ms", ">Over direct: added to p50, in ms", ">Over direct: requests/s, times",
            "Over direct: that is", ">Over the proxy: added to p50, in ms", ">Over the proxy: requests/s, times", "Over the proxy: that is",
            CostText.DoubtColumn,
        ],
        All.Select(way => (IEnumerable<string>)
        [
            way.Name, CostText.Number(way.Speed), way.Percentiles.P50, way.Percentiles.P99, .. Cells(Against(way, Direct)),
            .. Cells(Against(way, Proxy)), way.Doubt,
        ]));

    private static IEnumerable<string> Cells(LadderStep? step) => step is null
        ? [Figures.None, Figures.None, ""]
        : [CostText.Added(step.AddedLatency), CostText.Of(step.Throughput), LadderText.Of(step.Verdict)];

    private static string Mark(MeasuredWay way) => way.IsDoubtful ? $" {CostText.Doubt}" : "";

    private static int Colour(MeasuredWay way) => way.Name switch { Proxy => 0, Direct => 2, _ => 5 };

    private LadderStep? Against(MeasuredWay way, string other) => Ways.Steps.FirstOrDefault(
        step => step.Rung == way.Name && step.Against == other && step.Connections == Connections);

    private string Hollow() => All.Count(way => way.IsDoubtful) is > 0 and var hollow
        ? $"Hollow ({CostText.Doubt}, {Figures.Count(hollow)} of {Figures.Counted(All.Count, "way")}): most rounds measured the load "
            + "generator or its machine"
        : "";
}
