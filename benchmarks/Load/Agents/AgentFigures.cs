using Harness.Load.Ladder;
using Harness.Results;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>From the rounds of agents to a result.</summary>
internal static class AgentFigures
{
    /// <summary>What was measured so far.</summary>
    public static BenchmarkResult Of(AgentFleet fleet, AgentCrew crew, AgentLog log, LadderBenchmark ladder, int seed)
    {
        var ways = ladder.Result ?? Nothing(seed);
        return new BenchmarkResult
        {
            Name = "agents",
            Target = "hello-app, 1 replica, GET /",
            Comparisons = ladder.Compare(
                AgentRungs.ByAll(AgentRungs.Proxied, fleet.Count), AgentRungs.ByAll(AgentRungs.Direct, fleet.Count)),
            Agents = WithoutWays(fleet, crew, log, seed) with
            {
                Ways = ways,
                Tails = [.. ways.Steps.Select(step => new AgentTail(step.Rung, step.Against, step.Connections, Tail(step)))],
            },
            Started = default,
            Duration = default,
        };

        Interval? Tail(LadderStep step) => TailRatio.Of(
            ladder.Rounds(step.Rung, step.Connections), ladder.Rounds(step.Against, step.Connections), seed);
    }

    /// <summary>The agents alone, where what they measured is told elsewhere.</summary>
    public static AgentsResult WithoutWays(AgentFleet fleet, AgentCrew crew, AgentLog log, int seed) => new()
    {
        Agents = fleet.Count,
        Kind = fleet.IsJob ? "Indexed Job" : "pods",
        Facts = crew.Facts,
        Ways = Nothing(seed),
        Tails = [],
        Rounds = log.Rounds,
    };

    private static LadderResult Nothing(int seed) => new() { Seed = seed, Margin = 0, Cells = [], Steps = [], Controls = [] };
}
