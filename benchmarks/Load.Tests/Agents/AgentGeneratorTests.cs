using Harness.Load.Agents;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;

namespace Harness.Load.Tests.Agents;

/// <summary>Rounds by several agents: one start, one sum, and no agent missing from it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AgentGeneratorTests
{
    private static readonly HttpTarget Target = new(new Uri("http://hello.example/"), "Hello, world!");
    private static readonly LoadRound Round =
        new(10, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    private readonly HastyTime _time = new();
    private readonly List<string> _said = [];

    [Test]
    public async Task All_agents_begin_at_one_moment_however_their_clocks_differ()
    {
        var agents = new FakeCrew(4, _time);

        var measured = await Generator(agents).RunAsync(Target, Round, CancellationToken.None);

        agents.Orders.Select(order => order.Order.Connections).Order().ShouldBe([2, 2, 3, 3]);
        agents.Orders.Select(order => order.StartsAt).Distinct().ShouldHaveSingleItem();
        (measured.Requests, measured.FailedRequests, measured.Seconds).ShouldBe((1_000, 4, 1));
    }

    [Test]
    public async Task One_agent_alone_makes_all_of_the_load_and_each_has_its_turn()
    {
        var agents = new FakeCrew(3, _time);
        var generator = Generator(agents, isOne: true);

        for (var round = 0; round < 4; round++)
            (await generator.RunAsync(Target, Round, CancellationToken.None)).Requests.ShouldBe(1_000);

        agents.Orders.Select(order => order.Agent).ShouldBe([0, 1, 2, 0]);
    }

    [Test]
    public async Task A_round_that_lost_an_agent_is_marked_and_repeated_with_all_of_them()
    {
        var agents = new FakeCrew(4, _time) { Lost = (agent, round) => agent == 2 && round == 1 ? "pod agent-2 is gone" : null };
        var log = Log();

        var measured = await Generator(agents, log: log).RunAsync(Target, Round, CancellationToken.None);

        measured.Requests.ShouldBe(1_000);
        agents.Lookups.ShouldBe(2);
        log.Rounds.Select(round => (round.Number, round.Parts.Count, round.IsRepetition, round.IsGivenUp))
            .ShouldBe([(1, 3, false, false), (2, 4, true, false)]);
        log.Rounds[0].Lost.ShouldHaveSingleItem().ShouldBe(new Results.AgentLoss(2, "pod agent-2 is gone"));
        _said.ShouldBe(["proxied: 4 agents: agent 2: pod agent-2 is gone; the round is repeated"]);
    }

    [Test]
    public async Task A_round_that_lost_agents_twice_has_no_figures()
    {
        var agents = new FakeCrew(4, _time) { Lost = (agent, round) => agent == round ? "OOMKilled" : null };
        var log = Log();

        var lost = await Should.ThrowAsync<RoundLostException>(
            Generator(agents, log: log).RunAsync(Target, Round, CancellationToken.None));

        lost.Message.ShouldBe("proxied: 4 agents: agent 2: OOMKilled");
        log.Rounds.Select(round => round.IsGivenUp).ShouldBe([false, true]);
        _said[1].ShouldBe("proxied: 4 agents: agent 2: OOMKilled; lost again, so this round is given up");
    }

    [TestCase(199.9, 1)]
    [TestCase(200.1, 2)]
    public async Task An_agent_that_begins_after_half_of_the_warm_up_counts_as_lost(double late, int tries)
    {
        var agents = new FakeCrew(2, _time) { Late = (agent, round) => agent == 1 && round == 1 ? late : 0 };
        var log = Log();

        await Generator(agents, log: log).RunAsync(Target, Round, CancellationToken.None);

        log.Rounds.Count.ShouldBe(tries);
    }

    [Test]
    public async Task What_one_agent_says_against_its_figures_counts_for_the_whole()
    {
        var agents = new FakeCrew(2, _time) { Doubt = agent => agent == 1 ? "the engine was busy 95 % of the time" : null };

        var measured = await Generator(agents).RunAsync(Target, Round, CancellationToken.None);

        measured.Invalid.ShouldBe("agent 1: the engine was busy 95 % of the time");
    }

    [Test]
    public async Task Tokens_and_clocks_of_all_agents_are_known_afterwards()
    {
        var agents = new FakeCrew(2, _time) { SecondsApart = 0.25 };
        var crew = new AgentCrew(agents, _time);

        await new AgentGenerator("direct: 2 agents", "direct", crew, Log(), _time).RunAsync(Target, Round, CancellationToken.None);

        crew.Facts.Select(one => (one.Agent, one.Node, one.ClockOffset, one.Tokens)).ShouldBe([(0, "node-0", 0, 1), (1, "node-1", 250, 1)]);
    }

    private AgentLog Log() => new(_said.Add);

    private AgentGenerator Generator(FakeCrew agents, bool isOne = false, AgentLog? log = null) =>
        new("proxied: 4 agents", "proxied", new AgentCrew(agents, _time), log ?? Log(), _time) { IsOne = isOne };
}
