using Harness.Reports.Markdown;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What the proxy costs as answers grow.</summary>
internal sealed class BodiesCostSection : IHtmlSection
{
    private const string Id = "bodies";
    private const double MiB = 1 << 20;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var benchmark in input.Results.Benchmarks)
        {
            if (benchmark.Bodies is not { Cells.Count: > 0 } bodies)
                continue;
            blocks.Table(Table($"{benchmark.Name}: answers of several sizes", bodies));
            blocks.List(LadderDoubts.On(bodies).Select(CostText.Sentence));
        }

        return blocks.AsSection(Id, "Answers of several sizes");
    }

    private static CostTable Table(string name, LadderResult bodies) => CostTable.WithDoubts(
        name,
        [
            "Way", ">Body", ">In flight", ">Requests/s", ">MiB/s", ">p50 in ms", ">p99 in ms", ">Added to p50, in ms",
            ">Requests/s, times", "That is", CostText.DoubtColumn,
        ],
        bodies.Cells.OrderBy(cell => cell.BodyBytes ?? 0).Select(cell =>
        {
            var way = MeasuredWay.Of(cell);
            var step = bodies.Steps.FirstOrDefault(one => one.Rung == cell.Rung && one.Connections == cell.Connections);
            return (IEnumerable<string>)
            [
                WayOf(cell), cell.BodyBytes is { } size ? Figures.Size(size) : Figures.None,
                Figures.Count(way.Connections), CostText.Number(way.Speed),
                CostText.Number(way.Speed * (cell.BodyBytes ?? 0) / MiB), way.Percentiles.P50, way.Percentiles.P99,
                CostText.Added(step?.AddedLatency), CostText.Of(step?.Throughput),
                step is null ? "" : LadderText.Of(step.Verdict), way.Doubt,
            ];
        }));

    // A cell's name tells its size in bytes, which has a column here.
    private static string WayOf(LadderCell cell) => cell.Rung.EndsWith(" bytes", StringComparison.Ordinal)
        ? cell.Rung[..Math.Max(0, cell.Rung.LastIndexOf(", ", StringComparison.Ordinal))]
        : cell.Rung;
}
