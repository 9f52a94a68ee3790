using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>A headless service under load: how its pods share the calls, then what fails while they change.</summary>
internal sealed class HeadlessCostSection : IHtmlSection
{
    private const string Id = "headless";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.Headless is { } measured)
                Write(blocks, benchmark.Name, measured, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "A headless service under load");
    }

    private static void Write(CostBlocks blocks, string benchmark, HeadlessResult measured, string id)
    {
        foreach (var (i, spread) in measured.Spreads.Index())
        {
            var name = $"{benchmark}: answers by pod, calls over {spread.Way}";
            blocks.Figure(
                name, BarPicture.Of(SpreadPlot.Chart(spread, $"{id}-spread-{i}", name)), SpreadPlot.Caption(spread),
                SpreadPlot.Table(name, spread));
        }

        if (measured.Changes.Count > 0)
        {
            blocks.Heading($"{benchmark}: while pods change");
            blocks.Table(ChangePlot.Table(
                $"{benchmark}: calls while pods change, at {Figures.Number(measured.Changes[0].Rate)} a second", measured.Changes));
        }

        foreach (var (i, change) in measured.Changes.Index().Where(one => ChangePlot.Failed(one.Item).Any(count => count > 0)))
        {
            var name = $"{benchmark}: failed calls by second, {change.Change}";
            blocks.Figure(
                name, ColumnPicture.Of(ChangePlot.Chart(change, $"{id}-change-{i}", name)), ChangePlot.Caption(change),
                ChangePlot.Seconds(name, change));
        }

        blocks.List(measured.Missing.Select(missing => $"Not measured: {missing}."));
    }
}
