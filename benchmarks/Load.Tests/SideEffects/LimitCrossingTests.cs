using Harness.Load.Statistics;

namespace Harness.Load.Tests.SideEffects;

public sealed class LimitCrossingTests
{
    private static readonly double[] Loads = [0, 100, 200, 400];

    [Test]
    public void Between_levels_it_is_interpolated_on_logarithms() =>
        LimitCrossing.Of(Loads, [2, 2, 4, 16], limit: Math.Sqrt(2)).ShouldBe(150, 1e-9);

    [Test]
    public void At_the_limit_is_within_it() => LimitCrossing.Of(Loads, [2, 2.5, 2.8, 3], limit: 1.5).ShouldBe(double.PositiveInfinity);

    [Test]
    public void A_level_that_falls_is_pooled_with_its_neighbour() =>
        // 1 and 4 pool to 2 on logarithms, so the limit of 3 lies half-way to 4.5.
        LimitCrossing.Of(Loads, [1, 4, 1, 4.5], limit: 3).ShouldBe(300, 1e-9);

    [Test]
    public void A_single_high_level_among_low_ones_decides_nothing() =>
        LimitCrossing.Of(Loads, [1, 1.6, 1, 1], limit: 1.5).ShouldBe(double.PositiveInfinity);

    [Test]
    public void Towards_a_level_without_answers_nothing_is_interpolated() =>
        LimitCrossing.Of(Loads, [1, 1.2, double.PositiveInfinity, double.PositiveInfinity], limit: 1.5).ShouldBe(100);

    [Test]
    public void Pools_go_on_until_nothing_falls()
    {
        LimitCrossing.Isotonic([3, 2, 1, 5]).ShouldBe([2, 2, 2, 5]);
        LimitCrossing.Isotonic([1, 2, 3]).ShouldBe([1, 2, 3]);
    }
}
