using Harness.Load.Statistics;

namespace Harness.Load.Tests.Statistics;

public sealed class TheilSenTests
{
    /// <summary>The example of Sen's paper, at 93 %, as scipy's own tests have it.</summary>
    [Test]
    public void Sens_own_example_has_his_slope_and_interval()
    {
        var slope = TheilSen.Slope([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], confidence: 0.93)!;

        slope.Estimate.ShouldBe(4, 1e-9);
        slope.Low.ShouldBe(3.71, 0.005);
        slope.High.ShouldBe(4.38, 0.005);
    }

    [Test]
    public void Of_an_even_number_of_slopes_it_is_the_mean_of_the_two_in_the_middle() =>
        TheilSen.Slope([0, 1, 2, 3], [0, 1, 1, 4])!.Estimate.ShouldBe(7 / 6.0, 1e-9);

    [Test]
    public void Three_points_have_the_slope_that_scipy_gives_them() =>
        TheilSen.Slope([0, 1, 2], [0, 1, 1])!.Estimate.ShouldBe(0.5, 1e-9);

    [Test]
    public void A_tenth_of_outliers_does_not_move_it()
    {
        double[] x = [.. Enumerable.Range(0, 100)];
        double[] y = [.. x.Select(at => at % 10 == 5 ? 1e6 : 2 * at)];

        TheilSen.Slope(x, y)!.Estimate.ShouldBe(2, 1e-9);
    }

    [Test]
    public void Points_at_one_place_have_none() => TheilSen.Slope([3, 3], [1, 2]).ShouldBeNull();

    /// <summary>19 of 20 intervals must hold the true slope; of 1,000, binomially at least 930 with more than 99 % certainty.</summary>
    [Test]
    public void An_interval_holds_the_truth_as_often_as_it_says()
    {
        var random = new Random(7);
        double[] x = [.. Enumerable.Range(0, 40)];
        var held = 0;
        for (var series = 0; series < 1_000; series++)
        {
            double[] y = [.. x.Select(at => (0.3 * at) + (5 * MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1)))];
            var slope = TheilSen.Slope(x, y)!;
            held += slope.Low <= 0.3 && slope.High >= 0.3 ? 1 : 0;
        }

        held.ShouldBeInRange(930, 975);
    }
}
