using Harness.Reports.Charts;
using Harness.Reports.Markdown;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Both versions at one number of connections.</summary>
/// <param name="Versions">All that was measured.</param>
/// <param name="Connections">Requests kept in flight at once.</param>
internal sealed record VersionsPlot(VersionComparison Versions, int Connections)
{
    /// <summary>What it shows.</summary>
    public string Title =>
        $"Requests per second of {Versions.B.Kubernetes} over those of {Versions.A.Kubernetes}, "
        + $"{Figures.Counted(Connections, "request")} in flight";

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(
    [
        Known(),
        Rows.Where(row => row.Step.Throughput is null).Select(row => row.Way).ToList() is { Count: > 0 } unknown
            ? $"Too little was measured of {string.Join(", ", unknown)}" : "",
        "Right of 1, B answers more; thin lines are 95 % intervals",
        Rows.Any(row => row.IsDoubtful)
            ? $"Hollow ({CostText.Doubt}): most rounds of one version measured the load generator or its machine" : "",
    ]);

    private IReadOnlyList<(string Way, LadderStep Step, MeasuredWay? A, MeasuredWay? B, bool IsDoubtful)> Rows =>
    [
        .. from step in Versions.Rounds.Steps
           where step.Connections == Connections
           let a = Cell(step.Against)
           let b = Cell(step.Rung)
           select (Name(step), step, a, b, a is { IsDoubtful: true } || b is { IsDoubtful: true }),
    ];

    /// <summary>The picture.</summary>
    public BarChart Chart(string id) => new(
        id, Title, Caption, new ChartAxis("Requests/s of B over A") { IsLog = true },
        [.. Rows.Select(row => new BarRow(
            row.Way, CostText.Of(row.Step.Throughput) + (row.IsDoubtful ? $" {CostText.Doubt}" : ""),
            $"{row.Way}: {CostText.Of(row.Step.Throughput)} times, {LadderText.Of(row.Step.Verdict)}")
        {
            Span = row.Step.Throughput is { } times ? (1, times.Estimate) : null,
            Whisker = row.Step.Throughput is { } interval ? (interval.Low, interval.High) : null,
            IsDoubtful = row.IsDoubtful,
        })])
    {
        Limits = [new ChartLimit(1, "the same")],
    };

    /// <summary>The same figures and more.</summary>
    public CostTable Table(string name) => CostTable.WithDoubts(
        name,
        [
            "Way", ">A: requests/s", ">B: requests/s", ">A: p50 in ms", ">B: p50 in ms", ">A: p99 in ms", ">B: p99 in ms",
            ">Added to p50, in ms", ">Requests/s, times", "B is", CostText.DoubtColumn,
        ],
        Rows.Select(row => (IEnumerable<string>)
        [
            row.Way, CostText.Number(row.A?.Speed), CostText.Number(row.B?.Speed), row.A?.Percentiles.P50 ?? Figures.None,
            row.B?.Percentiles.P50 ?? Figures.None, row.A?.Percentiles.P99 ?? Figures.None, row.B?.Percentiles.P99 ?? Figures.None,
            CostText.Added(row.Step.AddedLatency), CostText.Of(row.Step.Throughput), LadderText.Of(row.Step.Verdict),
            CostText.Joined(
                row.A is { Doubt.Length: > 0 } a ? $"A: {a.Doubt}" : "", row.B is { Doubt.Length: > 0 } b ? $"B: {b.Doubt}" : ""),
        ]));

    private string Known() => Rows.Where(row => row.Step.Throughput is not null)
        .Select(row => $"{row.Way} {CostText.Of(row.Step.Throughput)} ({LadderText.Of(row.Step.Verdict)})")
        .ToList() is { Count: > 0 } known ? $"B answers so many times as much as A: {string.Join("; ", known)}" : "";

    private static string Name(LadderStep step)
    {
        var prefix = VersionComparison.OnB("");
        return step.Rung.StartsWith(prefix, StringComparison.Ordinal) ? step.Rung[prefix.Length..] : step.Rung;
    }

    private MeasuredWay? Cell(string rung) =>
        Versions.Rounds.Cells.FirstOrDefault(cell => cell.Rung == rung && cell.Connections == Connections) is { } cell
            ? MeasuredWay.Of(cell) : null;
}
