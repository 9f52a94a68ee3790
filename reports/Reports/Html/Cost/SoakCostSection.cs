using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What constant load changes with time.</summary>
internal sealed class SoakCostSection : IHtmlSection
{
    private const string Id = "soak";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.Soak is { } soak)
                Write(blocks, benchmark.Name, soak, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "What constant load changes with time");
    }

    private static void Write(CostBlocks blocks, string benchmark, SoakResult soak, string id)
    {
        if (soak.Windows.Count == 0)
        {
            blocks.Paragraph($"{CostText.Capital(benchmark)}: no window was measured.");
            return;
        }

        blocks.Paragraph(CostText.Capital(SoakText.Line(soak)) + ".");
        blocks.Table(SoakTables.Trends($"{benchmark}: change of each figure", soak));
        foreach (var (i, trend) in soak.Trends.Index())
        {
            if (SoakFigure.All.FirstOrDefault(one => one.Name == trend.Figure) is not { } figure)
                continue;
            var plot = new SoakPlot(soak, trend, figure);
            blocks.Figure($"{benchmark}: {plot.Title}", LinePicture.Of(plot.Chart($"{id}-{i}")), plot.Caption);
        }

        blocks.Folded(SoakTables.Windows($"{benchmark}: every window", soak));
        blocks.List(soak.Missing.Select(missing => $"Not known: {missing}."));
    }
}
