using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Proxied against direct, then what each step between them costs.</summary>
internal sealed class LadderCostSection : IHtmlSection
{
    private const string Id = "ladder";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.Comparisons.Count > 0)
                blocks.Table(DirectTable.Of(benchmark));
            if (benchmark.Ladder is { Cells.Count: > 0 } ladder)
                Write(blocks, benchmark.Name, ladder, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "What the way through the API server costs");
    }

    private static void Write(CostBlocks blocks, string benchmark, LadderResult ladder, string id)
    {
        blocks.Heading($"Cost ladder of {benchmark}");
        var all = ladder.Cells.Select(cell => cell.Connections).Distinct().Order().ToList();
        var pictured = Chosen.Of(all);
        foreach (var connections in pictured)
        {
            var waterfall = Waterfall.Of(ladder, connections);
            var caption = WaterfallPicture.Caption(waterfall);
            var name = $"{benchmark}: {WaterfallPicture.Title(connections)}";
            blocks.Figure(
                name, WaterfallPicture.Draw(waterfall, FormattableString.Invariant($"{id}-{connections}"), caption), caption,
                WaterfallPicture.Table(name, [waterfall]));
        }

        if (all.Except(pictured).ToList() is { Count: > 0 } others)
        {
            var rest = $"{benchmark}: {Figures.Counted(others.Count, "other number")} of requests in flight";
            blocks.Folded(WaterfallPicture.Table(rest, others.Select(connections => Waterfall.Of(ladder, connections))));
        }

        blocks.List(LadderDoubts.On(ladder).Select(CostText.Sentence));
        if (ladder.Processors.Count > 0)
            blocks.Folded(ProcessorTable.Of($"{benchmark}: processor time of a request in µs", ladder.Processors));
    }
}
