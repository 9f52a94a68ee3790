using Harness.Results;

namespace Harness.Load.Tests.SideEffects;

/// <summary>The safe rate of simulated rounds, of which the truth is known.</summary>
public sealed class SafeRateTests
{
    [Test]
    public void The_interval_holds_the_truth_in_about_95_of_100_runs()
    {
        // The latency grows by half at 400 requests/s; that of leases does not change.
        var rates = Enumerable.Range(1, 100).Select(seed => Rising(seed, atFactor: 400).Find()).ToList();

        rates.ShouldAllBe(rate => rate.Kind == SafeRateKind.Measured);
        rates.Count(rate => rate.Low <= 400 && rate.High >= 400).ShouldBeGreaterThanOrEqualTo(90);
        rates.Average(rate => rate.RequestsPerSecond!.Value).ShouldBe(400, 20);
        rates.Average(rate => rate.High!.Value - rate.Low!.Value).ShouldBeLessThan(150, "an interval that says something");
        rates.ShouldAllBe(rate => rate.LimitedBy!.EndsWith(" of get", StringComparison.Ordinal));
    }

    [Test]
    public void Where_no_level_goes_beyond_the_limit_the_rate_is_at_least_the_highest()
    {
        var rate = new SimulatedRounds(1).Measure().SafeRate;

        (rate.Kind, rate.RequestsPerSecond, rate.Low, rate.High).ShouldBe((SafeRateKind.AtLeast, 1000, null, null));
    }

    [Test]
    public void Where_the_lowest_level_is_beyond_the_limit_the_rate_is_below_it()
    {
        var rate = Rising(1, atFactor: 60).Measure().SafeRate;

        (rate.Kind, rate.RequestsPerSecond, rate.Low, rate.High).ShouldBe((SafeRateKind.Below, 250, null, null));
        rate.LimitedBy.ShouldNotBeNull().ShouldEndWith(" of get");
    }

    [Test]
    public void A_rate_about_the_lowest_level_is_no_number()
    {
        var rates = Enumerable.Range(1, 10).Select(seed => Rising(seed, atFactor: 250).Find()).ToList();

        rates.ShouldContain(rate => rate.Kind == SafeRateKind.Undecided);
        foreach (var rate in rates.Where(rate => rate.Kind == SafeRateKind.Undecided))
        {
            (rate.RequestsPerSecond, rate.Low).ShouldBe((null, null));
            rate.High!.Value.ShouldBeGreaterThan(250);
            rate.Reason.ShouldNotBeNull();
        }
    }

    [Test]
    public void Medians_alone_have_a_rate_of_their_own()
    {
        // Two of a hundred calls are slow from 250 requests/s on; half of them from 600.
        var rounds = new SimulatedRounds(1)
        {
            Median = (call, rate) => Median(call, rate, 600),
            Failures = (call, share) => call == SimulatedRounds.Get && share >= 0.25 ? 4 : 0,
        };

        var result = rounds.Measure();

        result.SafeRate.Kind.ShouldBe(SafeRateKind.Below);
        result.SafeRateOfMedians!.Kind.ShouldBe(SafeRateKind.Measured);
        result.SafeRateOfMedians.RequestsPerSecond!.Value.ShouldBe(600, 80);
        result.SafeRateOfMedians.LimitedBy.ShouldBe("p50 of get");
    }

    [Test]
    public void An_invalid_level_is_not_used()
    {
        // The level of 50 % would say 300, were it used.
        var rounds = new SimulatedRounds(1)
        {
            Median = (call, rate) => call == SimulatedRounds.Get && rate is 500 ? 20 : 2 * Factor(rate, 600),
            Invalid = (_, share) => share is 0.5 ? "load: the engine waited for a processor 30 % of the time" : null,
        };

        var result = rounds.Measure();

        result.SafeRate.Kind.ShouldBe(SafeRateKind.Measured);
        result.SafeRate.RequestsPerSecond!.Value.ShouldBe(600, 80);
        result.Levels[2].Invalid.ShouldBe(
            "0 of 8 rounds hold, and 6 are needed; e.g. load: the engine waited for a processor 30 % of the time");
        result.Levels[2].Calls.ShouldAllBe(call => call.P50 == null && call.P99 == null && call.P50Times == null);
        result.Levels[2].Rounds.Count.ShouldBe(8, "they are kept all the same");
    }

    [Test]
    public void Single_invalid_rounds_are_passed_over()
    {
        var clean = Rising(1, atFactor: 400).Measure();
        var rounds = new SimulatedRounds(1)
        {
            Median = (call, rate) => Median(call, rate, 400),
            Invalid = (block, share) => block == 3 && share is 0.25 ? "load: late" : null,
        };

        var result = rounds.Measure();

        result.Levels[1].Invalid.ShouldBeNull();
        result.Levels[1].Calls[0].Answered.ShouldBe(clean.Levels[1].Calls[0].Answered - 80);
        result.SafeRate.Kind.ShouldBe(SafeRateKind.Measured);
    }

    [Test]
    public void Without_a_valid_idle_level_nothing_is_known()
    {
        var rate = new SimulatedRounds(1) { Invalid = (_, share) => share is 0 ? "get: late" : null }.Measure().SafeRate;

        rate.Kind.ShouldBe(SafeRateKind.Undecided);
        rate.Reason.ShouldNotBeNull().ShouldContain("the idle level could not be used");
        (rate.RequestsPerSecond, rate.Low, rate.High).ShouldBe((null, null, null));
    }

    [Test]
    public void Calls_that_fail_under_load_break_the_limit_and_are_in_no_latency()
    {
        var rounds = new SimulatedRounds(1) { Failures = (call, share) => call == SimulatedRounds.Lease && share >= 0.75 ? 4 : 0 };

        var result = rounds.Measure();

        var lease = result.Levels[3].Calls[1];
        (lease.Answered, lease.Errors["timeout"], lease.P99).ShouldBe((640, 32, null));
        lease.P50!.Estimate.ShouldBe(2, 0.5);
        // Between the level at which all were answered and the one at which they were not, nobody knows: the lower one counts.
        result.SafeRate.ShouldBe(new SafeRate(SafeRateKind.Measured, 500, 500, 500) { LimitedBy = "p99 of lease" });
    }

    [Test]
    public void A_call_that_fails_even_when_idle_leaves_the_rate_undecided()
    {
        var rate = new SimulatedRounds(1) { Failures = (call, _) => call == SimulatedRounds.Lease ? 4 : 0 }.Measure().SafeRate;

        rate.Kind.ShouldBe(SafeRateKind.Undecided);
        rate.Reason.ShouldBe("p99 of lease is not known: 32 of 672 calls failed even when idle");
    }

    [Test]
    public void A_p99_of_too_few_calls_is_not_known()
    {
        var result = new SimulatedRounds(1) { CallsARound = 12 }.Measure();

        result.Levels[0].Calls.ShouldAllBe(call => call.P99 == null && call.P50 != null);
        result.SafeRate.Kind.ShouldBe(SafeRateKind.Undecided);
        result.SafeRate.Reason.ShouldNotBeNull().ShouldContain("p99 of get is not known: 96 calls at a level, 100 are needed");
    }

    [Test]
    public void What_goes_on_when_idle_is_no_cost_of_requests()
    {
        var level = new SimulatedRounds(1).Measure().Levels[2];

        var program = level.Programs.ShouldHaveSingleItem();
        (program.Program, program.Microseconds.Estimate).ShouldBe(("kube-apiserver", 1000));
        level.StorageReads!.Estimate.ShouldBe(2, 1e-9);
        (level.ApiServerMemory, level.TimeWait).ShouldBe((400 << 20, 500));
    }

    [Test]
    public void A_client_that_was_late_itself_makes_a_level_invalid()
    {
        var result = new SimulatedRounds(1) { Lag = (_, share) => share is 1 ? 900 : 10 }.Measure();

        result.Levels[4].Invalid.ShouldNotBeNull().ShouldStartWith("get was asked for up to 0.9 ms late (p99), beside a p99 latency of ");
        (result.SafeRate.Kind, result.SafeRate.RequestsPerSecond).ShouldBe((SafeRateKind.AtLeast, 750));
    }

    private static SimulatedRounds Rising(int seed, double atFactor) =>
        new(seed) { Median = (call, rate) => Median(call, rate, atFactor) };

    private static double Median(string call, double rate, double atFactor) =>
        call == SimulatedRounds.Get ? 2 * Factor(rate, atFactor) : 2;

    /// <summary>1.5 at this rate.</summary>
    private static double Factor(double rate, double atFactor) => Math.Pow(1.5, rate / atFactor);
}
