using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What the ways cost that people use instead of the proxy, side by side.</summary>
internal sealed class AlternativesCostSection : IHtmlSection
{
    private const string Id = "alternatives-cost";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.Alternatives is { Cells.Count: > 0 } ways)
                Write(blocks, benchmark.Name, ways, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "What the alternatives cost");
    }

    private static void Write(CostBlocks blocks, string benchmark, LadderResult ways, string id)
    {
        foreach (var connections in ways.Cells.Select(cell => cell.Connections).Distinct().Order())
        {
            var compared = new AlternativesPlot(ways, connections);
            var (added, speed) = ($"{benchmark}: {compared.AddedTitle}", $"{benchmark}: {compared.SpeedTitle}");
            var one = FormattableString.Invariant($"{id}-{connections}");
            blocks.Figure(added, BarPicture.Of(compared.Added($"{one}-added")), compared.AddedCaption);
            blocks.Figure(
                speed, BarPicture.Of(compared.Speed($"{one}-speed")), compared.SpeedCaption,
                compared.Table($"{benchmark}: alternatives side by side, {Figures.Count(connections)} in flight"));
        }

        blocks.List(ways.Cells.Where(cell => cell.Needs is not null).DistinctBy(cell => cell.Rung)
            .Select(cell => $"{cell.Rung}: {cell.Needs}").Concat(LadderDoubts.On(ways)).Select(CostText.Sentence));
    }
}
