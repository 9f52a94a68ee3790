using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Tests.SideEffects;

public sealed class BlockedLatenciesTests
{
    [Test]
    public void Quantiles_are_by_nearest_rank_over_all_drawn_blocks()
    {
        var latencies = Of((0, [1000, 3, 2000, 1], 0), (1, [2000, 1, 9000, 3], 0));

        latencies.Quantile(0.5, [1, 1]).ShouldBe(2, "the fourth of eight is the first of the slower ones");
        latencies.Quantile(0.375, [1, 1]).ShouldBe(1);
        latencies.Quantile(0.5, [2, 0]).ShouldBe(1);
        latencies.Quantile(0.5, [0, 2]).ShouldBe(9);
        latencies.Quantile(1, [1, 1]).ShouldBe(9);
    }

    [Test]
    public void Failed_calls_are_slower_than_any_that_was_answered()
    {
        var latencies = Of((0, [1000, 98], 2));

        latencies.Quantile(0.98, [1]).ShouldBe(1);
        latencies.Quantile(0.99, [1]).ShouldBe(double.PositiveInfinity);
        (latencies.Answered, latencies.Failed).ShouldBe((98, 2));
    }

    [Test]
    public void A_draw_without_calls_has_no_quantile() => Of((0, [1000, 1], 0)).Quantile(0.5, [0, 3]).ShouldBe(double.NaN);

    private static BlockedLatencies Of(params (int Block, long[] Pairs, long Failed)[] rounds) =>
        new([.. rounds.Select(round => (round.Block, new LatencyCounts(round.Pairs), round.Failed))]);
}
