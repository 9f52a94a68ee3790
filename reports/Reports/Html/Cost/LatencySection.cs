using Harness.Reports.Charts;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>How latency is distributed on each way, as far into the tail as there are answers.</summary>
internal sealed class LatencySection : IHtmlSection
{
    private const string Id = "latency";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
            Write(blocks, benchmark, $"{Id}-{i}");
        return blocks.AsSection(Id, "How latency is distributed");
    }

    private static void Write(CostBlocks blocks, BenchmarkResult benchmark, string id)
    {
        var ways = MeasuredWay.Of(benchmark);
        var pictured = Chosen.Of(ways.Select(way => way.Connections));
        foreach (var connections in pictured)
        {
            var plot = LatencyPlot.Of([.. ways.Where(way => way.Connections == connections)], connections);
            var name = $"{benchmark.Name}: {plot.Title}";
            blocks.Figure(
                name, LinePicture.Of(plot.Chart(FormattableString.Invariant($"{id}-{connections}"))), plot.Caption,
                LatencyPlot.Table(name, [plot]));
        }

        if (ways.Select(way => way.Connections).Distinct().Order().Except(pictured).ToList() is { Count: > 0 } others)
        {
            var rest = $"{benchmark.Name}: latency with other numbers of requests in flight";
            blocks.Folded(LatencyPlot.Table(rest, others.Select(connections => LatencyPlot.Of(
                [.. ways.Where(way => way.Connections == connections)], connections))));
        }
    }
}
