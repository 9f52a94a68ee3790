using Harness.Reports.Markdown;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Load by several agents together, each way against the same load by one.</summary>
internal sealed class AgentsCostSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var blocks = new CostBlocks();
        foreach (var benchmark in input.Results.Benchmarks)
        {
            if (benchmark.Agents is not { } agents)
                continue;
            blocks.Table(Ways($"{benchmark.Name}: {Figures.Counted(agents.Agents, "agent")} together, against one", agents));
            blocks.Folded(Facts($"{benchmark.Name}: the agents ({agents.Kind})", agents));
            blocks.List(LadderDoubts.On(agents).Select(CostText.Sentence));
        }

        return blocks.AsSection("agents", "Load by several agents");
    }

    private static CostTable Ways(string name, AgentsResult agents) => CostTable.WithDoubts(
        name,
        [
            "Way", ">Connections in all", ">Requests/s", ">p50 in ms", ">p99 in ms", ">Over one agent: requests/s, times",
            ">Over one agent: p99, times", "Requests/s are", CostText.DoubtColumn,
        ],
        agents.Ways.Cells.Select(cell =>
        {
            var way = MeasuredWay.Of(cell);
            var step = agents.Ways.Steps.FirstOrDefault(one => one.Rung == cell.Rung && one.Connections == cell.Connections);
            var tail = agents.Tails.FirstOrDefault(one => one.Rung == cell.Rung && one.Connections == cell.Connections);
            return (IEnumerable<string>)
            [
                way.Name, Figures.Count(way.Connections), CostText.Number(way.Speed), way.Percentiles.P50, way.Percentiles.P99,
                CostText.Of(step?.Throughput), CostText.Of(tail?.Ratio), step is null ? "" : LadderText.Of(step.Verdict), way.Doubt,
            ];
        }));

    private static CostTable Facts(string name, AgentsResult agents) => CostTable.Of(
        name, [">Agent", "Pod", "Node", ">Clock ahead by, in ms", ">Began late by at most, in ms", ">Tokens used"],
        agents.Facts.Select(facts => (IEnumerable<string>)
        [
            Figures.Count(facts.Agent), facts.Pod, facts.Node,
            $"{CostText.Number(facts.ClockOffset)} ± {CostText.Number(facts.Uncertainty)}",
            CostText.Number(agents.Rounds.SelectMany(round => round.Parts).Where(part => part.Agent == facts.Agent)
                .Select(part => part.LateMilliseconds).DefaultIfEmpty(double.NaN).Max()),
            Figures.Count(facts.Tokens),
        ]));
}
