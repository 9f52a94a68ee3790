using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What load plans measured.</summary>
internal sealed class PlansCostSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var plan in input.Results.Benchmarks.Select(benchmark => benchmark.Plan).OfType<PlanResult>())
        {
            if (plan.Scenarios.Count == 0)
                blocks.Paragraph($"{plan.Plan} was interrupted before its first scenario was measured.");
            else
                blocks.Table(Table($"Load plan {plan.Plan}", plan));
            blocks.List(plan.Scenarios.Select(one => $"{one.Scenario}: via {one.Via}."));
        }

        return blocks.AsSection("plans", "Load plans");
    }

    private static CostTable Table(string name, PlanResult plan) => CostTable.WithDoubts(
        name,
        [
            "Scenario", ">Seconds", ">Requests/s", ">p50 in ms", ">p90 in ms", ">p99 in ms", ">Largest in ms", ">Due", ">Sent",
            ">Connections", "Threshold", CostText.DoubtColumn,
        ],
        plan.Scenarios.Select(one => (IEnumerable<string>)
        [
            one.Scenario, CostText.Number(one.Seconds), CostText.Number(one.RequestsPerSecond), Percentiles.Of(one).P50,
            Percentiles.Of(one).P90, Percentiles.Of(one).P99, Percentiles.Of(one).Max, one.Due == 0 ? Figures.None : Figures.Count(one.Due),
            one.Due == 0 ? Figures.None : Figures.Count(one.Sent), Figures.Count(one.Connections), Threshold(one), DoubtOf(one),
        ]));

    private static string Threshold(PlannedFigures one) => one switch
    {
        { Disturbed: not null } => "does not count",
        { Exceeded: { } exceeded } => $"exceeded: {exceeded}",
        { HasThresholds: false } => "none",
        { Invalid: null } => "kept",
        _ => "not known",
    };

    private static string DoubtOf(PlannedFigures one) => CostText.Joined(
        one.Disturbed is { } disturbed ? $"{CostText.Doubt} disturbed: {disturbed}" : "",
        one.Invalid is { } invalid ? $"{CostText.Doubt} the load generator's figures, not the service's: {invalid}" : "",
        ErrorKinds.Of(one.Errors));
}
