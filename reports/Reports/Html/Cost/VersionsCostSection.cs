using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What the same ways cost on two Kubernetes versions.</summary>
internal sealed class VersionsCostSection : IHtmlSection
{
    private const string Id = "versions";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.Versions is { } versions)
                Write(blocks, versions, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "Two Kubernetes versions side by side");
    }

    private static void Write(CostBlocks blocks, VersionComparison versions, string id)
    {
        blocks.Paragraph(
            $"A is Kubernetes {versions.A.Kubernetes} ({versions.A.Asked}), B is Kubernetes {versions.B.Kubernetes} ({versions.B.Asked}): "
            + "two clusters on this machine at the same time, measured in rounds of the same blocks.");
        foreach (var connections in versions.Rounds.Steps.Select(step => step.Connections).Distinct().Order())
        {
            var plot = new VersionsPlot(versions, connections);
            blocks.Figure(
                plot.Title, BarPicture.Of(plot.Chart(FormattableString.Invariant($"{id}-{connections}"))), plot.Caption,
                plot.Table(plot.Title));
        }

        blocks.List(LadderDoubts.On(versions.Rounds).Select(CostText.Sentence));
    }
}
