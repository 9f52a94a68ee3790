using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Load by several agents together, each way against the same load by one; then the agents, and what was lost.</summary>
internal static class AgentsSection
{
    public static void Write(MarkdownPage page, AgentsResult agents)
    {
        if (agents.Ways.Cells.Count > 0)
            WriteWays(page, agents);
        else
            page.Heading(4, $"The load came from {Figures.Counted(agents.Agents, "pod")}");
        page.Table(
            ["Agent", "Pod", "Node", ">Clock ahead by, in ms", ">Began late by at most, in ms", ">Tokens used"],
            agents.Facts.Select(facts => Row(agents, facts)));
        var notes = LadderDoubts.On(agents).Select(MarkdownText.Inline).ToList();
        if (notes.Count > 0)
            page.List(notes);
    }

    private static void WriteWays(MarkdownPage page, AgentsResult agents)
    {
        page.Heading(4, $"{Figures.Counted(agents.Agents, "agent")} together, against one with as many connections");
        page.Table(
            [
                "Way", ">Connections in all", ">Requests/s", ">p50 / p99 in ms", ">Errors",
                ">Over one agent: requests/s, times", ">Over one agent: p99, times", "Over one agent: requests/s are",
            ],
            agents.Ways.Cells.Select(cell => Row(agents, cell)));
        page.Paragraph(
            $"The agents are {(agents.Kind == "pods" ? "pods" : $"pods of an {MarkdownText.Inline(agents.Kind)}")}. All begin at one "
            + "moment, each by its own clock; their latencies and counts are added up. Brackets hold 95 % intervals. "
            + "Times are means of the blocks' own ratios, which the quotient of two medians may differ from; \"slower\" and \"faster\" "
            + "take an interval of 99 % that excludes 1.");
    }

    private static IReadOnlyList<string> Row(AgentsResult agents, LadderCell cell)
    {
        var step = agents.Ways.Steps.FirstOrDefault(one => one.Rung == cell.Rung && one.Connections == cell.Connections);
        var tail = agents.Tails.FirstOrDefault(one => one.Rung == cell.Rung && one.Connections == cell.Connections);
        var measured = LadderText.Measured(cell).ToList();
        return
        [
            measured[0], Figures.Count(cell.Connections), .. measured.Skip(1),
            .. step is null
                ? [Figures.None, Figures.None, ""]
                : new[] { LadderText.Of(step.Throughput), LadderText.Of(tail?.Ratio), LadderText.Of(step.Verdict) },
        ];
    }

    private static IReadOnlyList<string> Row(AgentsResult agents, AgentFacts facts)
    {
        var late = agents.Rounds.SelectMany(round => round.Parts).Where(part => part.Agent == facts.Agent)
            .Select(part => part.LateMilliseconds).DefaultIfEmpty(double.NaN).Max();
        return
        [
            Figures.Count(facts.Agent),
            MarkdownText.Cell(facts.Pod),
            MarkdownText.Cell(facts.Node),
            $"{Figures.Number(facts.ClockOffset)} ± {Figures.Number(facts.Uncertainty)}",
            Figures.Number(late),
            Figures.Count(facts.Tokens),
        ];
    }
}
