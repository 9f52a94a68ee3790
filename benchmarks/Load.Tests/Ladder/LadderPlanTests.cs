using Harness.Load.Ladder;
using Harness.Load.Statistics;

namespace Harness.Load.Tests.Ladder;

public sealed class LadderPlanTests
{
    private static readonly LadderProfile Profile = new("test", TimeSpan.FromSeconds(100), [1, 8, 32]);

    [Test]
    public void Each_block_has_every_rung_at_every_number_of_connections_once()
    {
        var blocks = LadderPlan.Of(4, Profile, seed: 1).GroupBy(round => round.Block).ToList();

        blocks.Count.ShouldBe(Profile.Blocks(12));
        foreach (var block in blocks)
        {
            block.Select(round => (round.Rung, round.Connections)).Distinct().Count().ShouldBe(12);
            block.Select(round => round.Place).ShouldBe(Enumerable.Range(1, 12));
        }
    }

    [Test]
    public void The_order_is_random_and_a_seed_repeats_it()
    {
        LadderPlan.Of(4, Profile, seed: 7).ShouldBe(LadderPlan.Of(4, Profile, seed: 7));
        var orders = LadderPlan.Of(4, Profile, seed: 7).GroupBy(round => round.Block)
            .Select(block => string.Join(' ', block.Select(round => (round.Rung, round.Connections))));
        orders.Distinct().Count().ShouldBeGreaterThan(1, "each block has an order of its own");
    }

    [Test]
    public void A_budget_that_is_too_short_still_gives_enough_blocks_for_an_interval() =>
        (Profile with { Budget = TimeSpan.FromSeconds(1) }).Blocks(12).ShouldBe(PairedBootstrap.FewestPairs);
}
