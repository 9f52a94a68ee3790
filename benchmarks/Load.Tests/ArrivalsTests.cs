using CsCheck;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>When requests are due.</summary>
public sealed class ArrivalsTests
{
    private static readonly LoopShare Alone = new(0, 1);

    [Test]
    public void At_a_constant_rate_they_are_evenly_spaced_and_exactly_so_many() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 4]).Sample((rate, seconds) =>
        {
            var due = Moments(LoadSimulation.Inject(rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds)), Alone);
            due.Count.ShouldBe(rate * seconds);
            due[^1].ShouldBe((due.Count - 1) / (double)rate, 1e-9);
        });

    [Test]
    public void A_rate_is_given_for_any_interval() =>
        Moments(LoadSimulation.Inject(3, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), Alone).ShouldBe([0, 20, 40, 60, 80, 100]);

    [TestCase(0, 100, 500)]
    [TestCase(100, 100, 1000)]
    [TestCase(100, 20, 600)]
    public void A_ramp_has_the_mean_of_its_ends_and_each_of_its_tenths_has_its_own(double before, double rate, int count)
    {
        var load = (OpenLoad)LoadSimulation.RampingInject(rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var due = Moments(load, Alone, before);

        due.Count.ShouldBeInRange(count - 1, count + 1);
        for (var second = 0; second < 10; second++)
        {
            var expected = (int)Math.Round(before + ((rate - before) * (second + 0.5) / 10));
            due.Count(moment => moment >= second && moment < second + 1).ShouldBeInRange(expected - 1, expected + 1);
        }
    }

    [Test]
    public void At_random_the_gaps_are_exponential()
    {
        var due = Moments(LoadSimulation.InjectRandom(1_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100)), Alone);
        var gaps = due.Zip(due.Skip(1), (one, next) => next - one).ToList();

        // 100,000 gaps: the standard error of a share is below 0.0016, of the mean 0.0032 of it.
        gaps.Average().ShouldBe(0.001, 0.001 * 0.015);
        foreach (var times in new[] { 0.1, 0.5, 1, 2, 4 })
            (gaps.Count(gap => gap > times * 0.001) / (double)gaps.Count).ShouldBe(Math.Exp(-times), 0.008);
    }

    [Test]
    public void The_same_seed_gives_the_same_moments_and_another_one_others()
    {
        Random(7).ShouldBe(Random(7));
        Random(7).ShouldNotBe(Random(8));

        static List<double> Random(int seed) =>
            Moments(LoadSimulation.InjectRandom(50, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), seed), Alone);
    }

    [Test]
    public void Loops_share_a_rate_without_overlap_or_gap([Values(2, 3, 7)] int loops)
    {
        var load = LoadSimulation.Inject(1_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Enumerable.Range(0, loops).SelectMany(index => Moments(load, new LoopShare(index, loops))).Order().ShouldBe(Moments(load, Alone));
        Enumerable.Range(0, loops).Sum(index => new LoopShare(index, loops).Part(100)).ShouldBe(100);
    }

    [Test]
    public void How_many_are_left_is_what_counting_them_out_gives() =>
        Gen.Select(Gen.Double[0, 300], Gen.Double[0.1, 300], Gen.Double[0.5, 9], Gen.Int[0, 40], Gen.Int[1, 3]).Sample(
            (before, rate, seconds, taken, loops) =>
            {
                var load = (OpenLoad)LoadSimulation.RampingInject(rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds));
                var left = Moments(load, new LoopShare(loops - 1, loops), before).Count - taken;
                var arrivals = Arrivals.Of(load, before, new LoopShare(loops - 1, loops));
                for (var i = 0; i < taken; i++)
                    arrivals.Next();

                arrivals.Rest().ShouldBe(Math.Max(0, left));
            });

    [Test]
    public void At_random_as_many_are_left_as_the_rate_says_on_average()
    {
        var load = (OpenLoad)LoadSimulation.InjectRandom(1e12, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var arrivals = Arrivals.Of(load, 0, Alone);
        arrivals.Next();

        arrivals.Rest().ShouldBe(86_400_000_000_000_000);
    }

    [Test]
    public void At_random_what_was_taken_is_not_left()
    {
        var load = (OpenLoad)LoadSimulation.InjectRandom(1_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var arrivals = Arrivals.Of(load, 0, Alone);
        var last = 0.0;
        for (var i = 0; i < 5_000; i++)
            last = arrivals.Next()!.Value;

        arrivals.Rest().ShouldBe((long)Math.Round((10 - last) * 1_000));
        while (arrivals.Next() is not null)
        {
        }

        arrivals.Rest().ShouldBe(0);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_rate_that_is_none_is_refused_in_a_sentence(double rate)
    {
        var second = TimeSpan.FromSeconds(1);
        foreach (var simulation in new Func<LoadSimulation>[]
            {
                () => LoadSimulation.Inject(rate, second, second), () => LoadSimulation.RampingInject(rate, second, second),
                () => LoadSimulation.InjectRandom(rate, second, second),
            })
        {
            Should.Throw<ArgumentOutOfRangeException>(simulation).Message.ShouldContain("give a number above 0, or Pause");
        }

        Should.Throw<ArgumentOutOfRangeException>(() => LoadSimulation.Inject(1, TimeSpan.Zero, second));
        Should.Throw<ArgumentOutOfRangeException>(() => LoadSimulation.Inject(1, second, TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => LoadSimulation.KeepConstant(0, second));
        Should.Throw<ArgumentOutOfRangeException>(() => LoadSimulation.Pause(-second));
    }

    private static List<double> Moments(LoadSimulation load, LoopShare share, double before = 0)
    {
        var arrivals = Arrivals.Of((OpenLoad)load, before, share);
        var moments = new List<double>();
        while (arrivals.Next() is { } moment)
            moments.Add(moment);
        return moments;
    }
}
