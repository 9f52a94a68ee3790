using Harness.Load.Statistics;
using Harness.Results;
using MathNet.Numerics.Distributions;

namespace Harness.Load.Tests.Statistics;

/// <summary>Intervals and verdicts, held against simulated rounds of which the truth is known.</summary>
public sealed class PairedBootstrapTests
{
    private const double Margin = 0.03;

    [TestCase(PairedBootstrap.FewestPairs)]
    [TestCase(12)]
    [TestCase(20)]
    public void Intervals_hold_the_truth_in_about_95_of_100_runs(int blocks)
    {
        var held = Enumerable.Range(0, 600).Count(run =>
        {
            var (of, against) = Simulated(run, blocks, truth: 1.2);
            return PairedBootstrap.Ratio(of, against, run) is { } ratio && ratio.Low <= 1.2 && ratio.High >= 1.2;
        });

        (held / 600.0).ShouldBeInRange(0.92, 0.99);
    }

    [Test]
    public void A_rung_against_itself_gives_at_most_one_false_alarm_in_100_comparisons()
    {
        var alarms = Verdicts(2000, blocks: 12, truth: 1).Count(verdict => verdict is ChangeVerdict.Less or ChangeVerdict.More);

        (alarms / 2000.0).ShouldBeLessThanOrEqualTo(0.015, "1 in 100, and what chance adds to it in 2,000");
    }

    /// <summary>As on a machine with neighbours: one round in ten is slower by up to half.</summary>
    [TestCase(PairedBootstrap.FewestPairs)]
    [TestCase(7)]
    [TestCase(12)]
    public void Rounds_that_are_slow_by_chance_give_no_more_false_alarms(int blocks)
    {
        var alarms = Verdicts(2000, blocks, truth: 1, slowShare: 0.1).Count(verdict => verdict is ChangeVerdict.Less or ChangeVerdict.More);

        TestContext.Out.WriteLine($"{alarms} of 2,000");
        (alarms / 2000.0).ShouldBeLessThanOrEqualTo(0.015);
    }

    [Test]
    public void One_far_value_among_many_near_ones_is_no_difference()
    {
        double[] of = [824, 852, 819, 860, 802, 813, 867], against = [806, 810, 745, 854, 527, 795, 770];

        Change.Of(of, against, Margin, seed: 1).ShouldBe(ChangeVerdict.Inconclusive);
    }

    [Test]
    public void A_difference_of_5_percent_is_found_in_nine_runs_of_ten()
    {
        var found = Verdicts(500, blocks: 40, truth: 0.95).Count(verdict => verdict == ChangeVerdict.Less);

        (found / 500.0).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    [Test]
    public void A_drift_that_meets_both_of_a_pair_widens_nothing()
    {
        double[] of = [100, 50, 25, 12.5, 8, 4], against = [200, 100, 50, 25, 16, 8];

        PairedBootstrap.Ratio(of, against, seed: 1).ShouldBe(new Interval(0.5, 0.5, 0.5));
        PairedBootstrap.Difference([3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6], seed: 1).ShouldBe(new Interval(2, 2, 2));
    }

    [Test]
    public void Too_few_blocks_say_nothing()
    {
        var (of, against) = Simulated(1, PairedBootstrap.FewestPairs - 1, truth: 0.1);

        PairedBootstrap.Ratio(of, against, seed: 1).ShouldBeNull();
        PairedBootstrap.Difference(of, against, seed: 1).ShouldBeNull();
        Change.Of(of, against, Margin, seed: 1).ShouldBe(ChangeVerdict.Inconclusive);
    }

    [Test]
    public void The_same_seed_gives_the_same_interval()
    {
        var (of, against) = Simulated(5, 8, truth: 1);

        PairedBootstrap.Ratio(of, against, seed: 3).ShouldBe(PairedBootstrap.Ratio(of, against, seed: 3));
    }

    [TestCase(0.99, 0, ChangeVerdict.Same)]
    [TestCase(0.96, 0, ChangeVerdict.Less)]
    [TestCase(1.04, 0, ChangeVerdict.More)]
    [TestCase(0.98, 0.2, ChangeVerdict.Inconclusive)]
    [TestCase(0.60, 1.5, ChangeVerdict.Inconclusive)]
    public void A_verdict_is_by_the_whole_interval(double ratio, double spread, ChangeVerdict expected)
    {
        double[] of = [.. Enumerable.Range(0, 8).Select(i => ratio * Math.Exp(spread * (i % 2 == 0 ? 1 : -1)))];

        Change.Of(of, [1, 1, 1, 1, 1, 1, 1, 1], Margin, seed: 1).ShouldBe(expected);
    }

    private static IEnumerable<ChangeVerdict> Verdicts(int runs, int blocks, double truth, double slowShare = 0) =>
        Enumerable.Range(0, runs).Select(run =>
        {
            var (of, against) = Simulated(run, blocks, truth, slowShare);
            return Change.Of(of, against, Margin, run);
        });

    /// <summary>Rounds on a machine whose speed changes between blocks, with 5 % noise on each round.</summary>
    private static (double[] Of, double[] Against) Simulated(int run, int blocks, double truth, double slowShare = 0)
    {
        var random = new Random(run);
        var drift = Enumerable.Range(0, blocks).Select(_ => 1000 * Math.Exp(Normal.Sample(random, 0, 0.5))).ToArray();
        return ([.. drift.Select(value => value * truth * Noise())], [.. drift.Select(value => value * Noise())]);

        double Noise() =>
            Math.Exp(Normal.Sample(random, 0, 0.05)) * (random.NextDouble() < slowShare ? 1 - (0.5 * random.NextDouble()) : 1);
    }
}
