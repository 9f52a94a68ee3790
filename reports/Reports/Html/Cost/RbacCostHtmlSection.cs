using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What authorization costs as RBAC grows.</summary>
internal sealed class RbacCostHtmlSection : IHtmlSection
{
    private const string Id = "rbac-cost";

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var (i, benchmark) in input.Results.Benchmarks.Index())
        {
            if (benchmark.RbacCost is { NotMeasured: { } reason })
                blocks.Paragraph($"Not measured: {reason}.");
            else if (benchmark.RbacCost is { } measured)
                Write(blocks, benchmark.Name, measured, $"{Id}-{i}");
        }

        return blocks.AsSection(Id, "What authorization costs as RBAC grows");
    }

    private static void Write(CostBlocks blocks, string benchmark, RbacCostResult measured, string id)
    {
        foreach (var call in Enum.GetValues<RbacCall>())
        {
            var plot = new RbacCostPlot(measured, call);
            var name = $"{benchmark}: {plot.Title}";
            blocks.Figure(name, LinePicture.Of(plot.Chart($"{id}-{(int)call}")), plot.Caption, plot.Table(name));
        }

        if (measured.Delays.Count > 0)
            blocks.Table(Delays($"{benchmark}: milliseconds until a change is in effect", measured.Delays));
        blocks.List(measured.Growths.Select(growth => $"{CostText.Capital(growth.Name)}: {growth.Does}."));
    }

    private static CostTable Delays(string name, IReadOnlyList<RbacDelay> delays) => CostTable.WithDoubts(
        name,
        [
            "Change", ">Bindings in the namespace", ">p50", ">p90", ">p99", ">Largest", ">Seen by the very first call",
            CostText.DoubtColumn,
        ],
        delays.Select(delay => (IEnumerable<string>)
        [
            delay.Change == RbacChange.Grant ? "RoleBinding made, until a call is allowed" : "RoleBinding removed, until the first 403",
            Figures.Count(delay.Size), Percentiles.Of(delay).P50, Percentiles.Of(delay).P90, Percentiles.Of(delay).P99,
            Percentiles.Of(delay).Max, $"{Figures.Count(delay.AtOnce)} of {Figures.Count(delay.Rounds.Count)}",
            delay.Rounds.Count(round => round.Milliseconds is null) is > 0 and var late ? $"{Figures.Count(late)} not seen in time" : "",
        ]));
}
