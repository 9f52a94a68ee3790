using Harness.Load.Engine;
using Harness.Load.Soak;
using Harness.Load.Tests.Support;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Soak;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SoakBenchmarkTests
{
    private const long MiB = 1024 * 1024;
    private static readonly SoakProfile Profile = new(TimeSpan.FromMinutes(20)) { WarmUp = TimeSpan.Zero };
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Half_of_the_capacity_is_asked_for_until_the_time_is_over()
    {
        var result = await MeasureAsync();

        (result.Capacity, result.Rate, result.Windows.Count).ShouldBe((1000, 500, 40));
        result.Windows[^1].At.ShouldBe(1200, Profile.Window.TotalSeconds);
        result.Windows.Count(window => window.DirectP50 is not null).ShouldBe(14);
    }

    [Test]
    public async Task What_changes_with_time_is_told_from_what_does_not()
    {
        var result = await MeasureAsync(milliseconds: window => 2 + (0.05 * window), memory: window => (600 - window) * MiB);

        Verdict(result, "p99").ShouldBe(TrendVerdict.Rising);
        result.Trends.Single(trend => trend.Figure == "p99").PerHour!.Estimate.ShouldBe(0.05 * 120, 1);
        Verdict(result, "API server's memory").ShouldBe(TrendVerdict.Falling);
        Verdict(result, "answered").ShouldBe(TrendVerdict.Steady);
        Verdict(result, "direct p50 (control)").ShouldBe(TrendVerdict.Steady);
    }

    [Test]
    public async Task Windows_that_do_not_hold_are_kept_and_in_no_trend()
    {
        var result = await MeasureAsync(milliseconds: window => window == 20 ? 900 : 2, invalid: window => window == 20 ? "starved" : null);

        result.Windows[20].Invalid.ShouldBe("starved");
        result.Trends.Single(trend => trend.Figure == "p99").Windows.ShouldBe(35, "40, less a tenth that settles, less one");
        result.Trends.Single(trend => trend.Figure == "client's memory").Windows.ShouldBe(36, "memory is what it is");
    }

    [Test]
    public async Task Windows_in_which_many_failed_have_no_latency_and_errors_are_a_figure()
    {
        var result = await MeasureAsync(failed: window => 20 + (20 * window));

        result.Windows[0].P99!.Value.ShouldBe(2, 0.01);
        (result.Windows[20].P50, result.Windows[20].P99).ShouldBe((null, null));
        Verdict(result, "p99").ShouldBe(TrendVerdict.Undecided);
        Verdict(result, SoakTrend.Failed).ShouldBe(TrendVerdict.Rising);
    }

    [Test]
    public async Task A_capacity_of_the_load_generator_is_measured_once_more_and_then_told()
    {
        (await MeasureAsync(capacityInvalid: round => round == 0 ? "busy" : null)).CapacityInvalid.ShouldBeNull();

        var result = await MeasureAsync(capacityInvalid: round => round < 2 ? "busy" : null);

        (result.CapacityInvalid, result.Capacity, result.Windows.Count).ShouldBe(("busy", 1000, 40));
    }

    [Test]
    public async Task A_look_at_the_control_that_does_not_hold_is_in_no_trend()
    {
        var result = await MeasureAsync(controlInvalid: look => look == 3 ? "late" : null);

        result.Windows.Where(window => window.DirectInvalid is not null).ShouldHaveSingleItem().DirectP50.ShouldBeNull();
        result.Trends.Single(trend => trend.Figure == "direct p50 (control)").Windows.ShouldBe(11, "of 14, two settle and one is late");
    }

    [Test]
    public async Task What_is_not_known_is_said_once_and_has_no_trend()
    {
        var result = await MeasureAsync(missing: "API server's memory: 403");

        result.Missing.ShouldBe(["API server's memory: 403"]);
        result.Trends.ShouldNotContain(trend => trend.Figure == "API server's memory");
    }

    [Test]
    public async Task What_was_measured_before_an_interruption_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var benchmark = Benchmark(each: window =>
        {
            if (window == 5)
                stop.Cancel();
        });
        benchmark.Result.ShouldBeNull();

        await Should.ThrowAsync<OperationCanceledException>(() => benchmark.RunAsync(null, stop.Token));

        benchmark.Result!.Windows.Count.ShouldBe(6);
        benchmark.Result.Trends.ShouldAllBe(trend => trend.Verdict == TrendVerdict.Undecided && trend.PerHour == null);
    }

    [Test]
    public async Task A_proxy_that_answers_nothing_has_no_capacity()
    {
        var benchmark = Benchmark(capacity: 0);

        var failure = await Should.ThrowAsync<HarnessException>(() => benchmark.RunAsync(null, CancellationToken.None));

        failure.Message.ShouldStartWith("nothing was measured: with 8 requests in flight, GET http://127.0.0.1:1/");
    }

    [Test]
    public async Task Each_window_tells_how_long_it_still_takes()
    {
        var told = new List<string>();

        await Benchmark().RunAsync(new InlineProgress<string>(told.Add), CancellationToken.None);

        told[1].ShouldBe("500 of 500 requests/s, p50 2 ms, p99 2 ms; about 20 min left");
        told[^1].ShouldEndWith("about 0 s left");
    }

    private static TrendVerdict Verdict(SoakResult result, string figure) =>
        result.Trends.Single(trend => trend.Figure == figure).Verdict;

    private async Task<SoakResult> MeasureAsync(
        Func<int, double>? milliseconds = null, Func<int, long>? memory = null, Func<int, string?>? invalid = null, string? missing = null,
        Func<int, int>? failed = null, Func<int, string?>? capacityInvalid = null, Func<int, string?>? controlInvalid = null)
    {
        var benchmark = Benchmark(
            milliseconds, memory, invalid, missing, failed: failed, capacityInvalid: capacityInvalid, controlInvalid: controlInvalid);
        await benchmark.RunAsync(null, CancellationToken.None);
        return benchmark.Result!;
    }

    private SoakBenchmark Benchmark(
        Func<int, double>? milliseconds = null, Func<int, long>? memory = null, Func<int, string?>? invalid = null, string? missing = null,
        Action<int>? each = null, int capacity = 1000, Func<int, int>? failed = null, Func<int, string?>? capacityInvalid = null,
        Func<int, string?>? controlInvalid = null)
    {
        var looks = 0;
        // Round 0 is the capacity's, and round 1, too, where that one does not hold.
        var first = capacityInvalid?.Invoke(0) is null ? 1 : 2;
        var proxied = new FakeGenerator(_time, round => round < first
            ? Round(capacity, 1, 2, capacityInvalid?.Invoke(round))
            : Round(
                500, Profile.Window.TotalSeconds, milliseconds?.Invoke(round - first) ?? 2, invalid?.Invoke(round - first),
                failed?.Invoke(round - first) ?? 0));
        var direct = new FakeGenerator(_time, round => Round(100, 0, 0.1, controlInvalid?.Invoke(round)));
        return new SoakBenchmark((Route("proxied"), proxied), (Route("direct"), direct), Profile)
        {
            Time = _time,
            Look = _ =>
            {
                each?.Invoke(looks);
                long? bytes = missing is null ? memory?.Invoke(looks) ?? 600 * MiB : null;
                looks++;
                return Task.FromResult((new SoakLook(bytes, 100 * MiB, 30 * MiB, 20, 5, 9_000), missing));
            },
        };
    }

    private static LoadRoute Route(string name) =>
        new(name, "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "Hello, world!"));

    private static RoundMeasurement Round(int perSecond, double seconds, double milliseconds, string? invalid, int failed = 0)
    {
        var latencies = Latencies.NewHistogram();
        for (var i = 0; i < perSecond * Math.Max(seconds, 1); i++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(milliseconds));
        return new RoundMeasurement
        {
            Latencies = latencies,
            Errors = failed == 0 ? [] : new Dictionary<string, long> { ["502 Bad Gateway"] = failed },
            Seconds = seconds,
            Invalid = invalid,
        };
    }
}
