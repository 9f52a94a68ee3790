using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>What several agents measured together, as the summary and the report tell it.</summary>
internal sealed class AgentsTests
{
    private const string One = "proxied: one agent";
    private const string All = "proxied: 2 agents";

    [Test]
    public void Each_way_by_all_agents_stands_beside_the_same_by_one()
    {
        var report = Rendering.Of(new MarkdownReport(), Results(Agents));

        report.ShouldContain("| proxied: one agent | 32 | 1,000 | 16\u00A0/\u00A040 | 0 | – | – |  |");
        report.ShouldContain("| proxied: 2 agents | 32 | 1,020 | 16\u00A0/\u00A040 | 0 | 1.02 [0.99, 1.05] | 1.01 [0.9, 1.1] | the same |");
        report.ShouldContain("The agents are pods of an Indexed Job.");
    }

    [Test]
    public void Each_agent_is_listed_with_its_node_its_clock_and_its_tokens() =>
        Rendering.Of(new MarkdownReport(), Results(Agents)).ShouldContain("| 1 | load-agent-1-x | node-b | -3.5 ± 0.4 | 2.25 | 2 |");

    [Test]
    public void A_repeated_round_is_told_and_changes_no_verdict()
    {
        var results = Results(Agents with { Rounds = [Round(1), Lost(2, isRepetition: false), Round(3) with { IsRepetition = true }] });

        Rendering.Of(new MarkdownReport(), results).ShouldContain(
            "- Round 2, proxied: 2 agents: agent 1: pod load-agent-1-x is gone; repeated: it is in no figure");
        RunSummary.Of(results).Verdict.ShouldBe(OverallVerdict.NothingJudged);
    }

    [Test]
    public void A_round_that_was_given_up_leaves_the_run_undecided()
    {
        var results = Results(Agents with { Rounds = [Lost(1, isRepetition: false), Lost(2, isRepetition: true)] });

        Rendering.Of(new MarkdownReport(), results).ShouldContain(
            "agent 1: pod load-agent-1-x is gone; lost for the second time: it is in no figure");
        RunSummary.Of(results).Headline.ShouldBe(
            "Undecided: a round was given up as agents were lost, or too few rounds were measured");
    }

    [Test]
    public void Without_an_interval_it_is_undecided() =>
        RunSummary.Of(Results(Agents with { Ways = Agents.Ways with { Steps = [Agents.Ways.Steps[0] with { Throughput = null }] } }))
            .Verdict.ShouldBe(OverallVerdict.Undecided);

    private static AgentsResult Agents => new()
    {
        Agents = 2,
        Kind = "Indexed Job",
        Facts =
        [
            new AgentFacts(0, "load-agent-0-x", "node-a", 0.1, 0.4, 1),
            new AgentFacts(1, "load-agent-1-x", "node-b", -3.5, 0.4, 2),
        ],
        Ways = new LadderResult
        {
            Seed = 1,
            Margin = 0.03,
            Cells = [Cell(One, 1_000), Cell(All, 1_020)],
            Steps =
            [
                new LadderStep
                {
                    Rung = All,
                    Against = One,
                    Connections = 32,
                    Blocks = 10,
                    AddedLatency = new Interval(0, -1, 1),
                    Throughput = new Interval(1.02, 0.99, 1.05),
                    Verdict = ChangeVerdict.Same,
                },
            ],
            Controls = [],
        },
        Tails = [new AgentTail(All, One, 32, new Interval(1.01, 0.9, 1.1))],
        Rounds = [Round(1)],
    };

    private static LadderCell Cell(string rung, double rate) => new()
    {
        Rung = rung,
        Via = "pods in the cluster",
        Connections = 32,
        Rounds = [new LadderRound(1, 1, 1, (long)rate, 0, rate, 16, 40)],
        Latency = new LatencyFigures(16, 30, 40, 90),
        Errors = new Dictionary<string, long>(),
    };

    private static AgentsRound Round(int number) => new()
    {
        Number = number,
        Rung = All,
        Connections = 32,
        Parts = [new AgentPart(0, 16, 1, 510, 0, 0.5, null), new AgentPart(1, 16, 1, 510, 0, 2.25, null)],
        Lost = [],
    };

    private static AgentsRound Lost(int number, bool isRepetition) => Round(number) with
    {
        Parts = [Round(number).Parts[0]],
        Lost = [new AgentLoss(1, "pod load-agent-1-x is gone")],
        IsRepetition = isRepetition,
    };

    private static RunResults Results(AgentsResult agents) => new(
        SampleRun.Manifest(RunState.Complete),
        [],
        [
            new BenchmarkResult
            {
                Name = "agents, quick",
                Target = "hello-app, 1 replica, GET /",
                Comparisons = [],
                Agents = agents,
                Started = DateTimeOffset.UnixEpoch,
                Duration = TimeSpan.FromSeconds(75),
            },
        ]);
}
