using Harness.Reports.Charts;
using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What proxied load does to ordinary calls of the API server, with the rate up to which that is little.</summary>
internal sealed class SideEffectsCostSection : IHtmlSection
{
    private const string Id = "side-effects";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.SideEffects is { } measured)
                Write(blocks, benchmark.Name, measured, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "What proxied load does to ordinary API calls");
    }

    private static void Write(CostBlocks blocks, string benchmark, SideEffectsResult measured, string id)
    {
        blocks.Paragraph(CostText.Capital(SafeRateText.Line(measured)) + ".");
        foreach (var plot in new[] { new SideEffectsPlot(measured, true), new SideEffectsPlot(measured, false) })
        {
            var name = $"{benchmark}: {plot.Title}";
            blocks.Figure(name, LinePicture.Of(plot.Chart($"{id}-{plot.Percentile}")), plot.Caption, plot.Table(name));
        }

        blocks.Folded(SideEffectsTables.Levels($"{benchmark}: load and errors by level", measured));
        blocks.List(Remarks(measured));
    }

    private static IEnumerable<string> Remarks(SideEffectsResult measured)
    {
        yield return $"Capacity: {Figures.Number(Math.Round(measured.Capacity.RequestsPerSecond))} proxied requests/s with "
            + $"{Figures.Count(measured.Capacity.InFlight)} in flight.";
        foreach (var call in measured.Calls)
            yield return $"{CostText.Capital(call.Call)}: {call.Does}, {Figures.Number(call.PerSecond)} a second.";
        foreach (var missing in measured.Missing)
            yield return $"Not measured: {missing}.";
    }
}
