using Harness.Reports.Charts;

namespace Harness.Reports.Html.Cost;

/// <summary>How many requests each way answers, as more are in flight.</summary>
internal sealed class ThroughputSection : IHtmlSection
{
    private const string Id = "throughput";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            var plot = new ThroughputPlot(MeasuredWay.Of(benchmark));
            // At a single number, the ladder's tables say all.
            if (plot.Connections.Count < 2)
                continue;
            var name = $"{benchmark.Name}: requests per second by requests in flight";
            blocks.Figure(name, LinePicture.Of(plot.Chart($"{Id}-{i}", name)), plot.Caption, plot.Table(name));
        }

        return blocks.AsSection(Id, "Throughput by concurrency");
    }
}
