using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Statistics;
using Harness.Load.Tests.Support;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Ladder;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LadderBenchmarkTests
{
    private static readonly LadderProfile Profile =
        new("test", TimeSpan.FromSeconds(1), [1, 8]) { WarmUp = TimeSpan.Zero, During = TimeSpan.FromSeconds(1) };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Each_rung_is_compared_with_the_one_it_names()
    {
        var result = await MeasureAsync(Rung("direct", 1000, 1), Rung("proxy", 250, 4, "direct"), Rung("HTTP/2", 250, 3, "proxy"));

        result.Steps.Select(step => (step.Rung, step.Against, step.Connections)).ShouldBe(
            [("proxy", "direct", 1), ("proxy", "direct", 8), ("HTTP/2", "proxy", 1), ("HTTP/2", "proxy", 8)]);
        result.Steps[0].Throughput!.Estimate.ShouldBe(0.25, 1e-9);
        result.Steps[0].AddedLatency!.Estimate.ShouldBe(3, 0.01);
        result.Steps[0].Verdict.ShouldBe(ChangeVerdict.Less);
        result.Steps[2].Verdict.ShouldBe(ChangeVerdict.Same);
        result.Steps[2].AddedLatency!.Estimate.ShouldBe(-1, 0.01);
        result.Steps.ShouldAllBe(step => step.Blocks == PairedBootstrap.FewestPairs);
    }

    [Test]
    public async Task A_rung_may_be_compared_with_two()
    {
        var result = await MeasureAsync(
            Rung("direct", 1000, 1), Rung("proxy", 250, 4, "direct"),
            Rung("nginx", 500, 2, "direct") with { AlsoAgainst = "proxy", Needs = "a pod" });

        result.Steps.Where(step => step.Rung == "nginx" && step.Connections == 8)
            .Select(step => (step.Against, Math.Round(step.Throughput!.Estimate, 9))).ShouldBe([("direct", 0.5), ("proxy", 2)]);
        result.Cells.Where(cell => cell.Rung == "nginx").ShouldAllBe(cell => cell.Needs == "a pod");
    }

    [Test]
    public async Task A_control_is_compared_with_its_own_rung_and_is_no_step()
    {
        var result = await MeasureAsync(
            Rung("direct", 1000, 1), Rung("proxy", 250, 4, "direct"), Rung("proxy again", 240, 4, "proxy") with { IsControl = true });

        result.Steps.Select(step => step.Rung).Distinct().ShouldBe(["proxy"]);
        result.Controls.Select(step => (step.Rung, step.Against)).Distinct().ShouldBe([("proxy again", "proxy")]);
        result.Controls[0].Throughput!.Estimate.ShouldBe(0.96, 1e-9);
    }

    [Test]
    public async Task Every_round_is_kept_with_its_block_and_place()
    {
        var result = await MeasureAsync(Rung("direct", 1000, 1), Rung("proxy", 250, 4, "direct"));

        result.Cells.Select(cell => (cell.Rung, cell.Connections)).ShouldBe([("direct", 1), ("direct", 8), ("proxy", 1), ("proxy", 8)]);
        result.Cells.ShouldAllBe(cell => cell.Rounds.Count == PairedBootstrap.FewestPairs);
        result.Cells.SelectMany(cell => cell.Rounds).Select(round => (round.Block, round.Place)).Distinct().Count().ShouldBe(24);
    }

    [Test]
    public async Task A_rung_that_answers_nothing_is_compared_with_nothing()
    {
        var result = await MeasureAsync(Rung("direct", 1000, 1), Rung("proxy", 0, 0, "direct"));

        result.Steps.ShouldAllBe(step => step.Blocks == 0 && step.Throughput == null && step.AddedLatency == null);
        result.Steps.ShouldAllBe(step => step.Verdict == ChangeVerdict.Inconclusive);
        result.Cells[^1].Latency.ShouldBe(new LatencyFigures(0, 0, 0, 0));
    }

    [Test]
    public async Task Where_more_than_one_percent_failed_no_latency_is_added()
    {
        var failing = Rung("proxy", 250, 4, "direct", failed: 3);

        var result = await MeasureAsync(Rung("direct", 1000, 1, failed: 10), failing, Rung("HTTP/2", 250, 4, "direct", failed: 2));

        result.Steps.Where(step => step.Rung == "proxy").ShouldAllBe(step => step.AddedLatency == null && step.Throughput != null);
        result.Steps.Where(step => step.Rung == "HTTP/2").ShouldAllBe(step => step.AddedLatency != null);
    }

    [Test]
    public async Task What_was_measured_before_an_interruption_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var rounds = 0;
        var benchmark = Benchmark(Rung("direct", 1000, 1, each: () =>
        {
            if (++rounds == 3)
                stop.Cancel();
        }));
        benchmark.Result.ShouldBeNull();

        await Should.ThrowAsync<OperationCanceledException>(() => benchmark.RunAsync(null, stop.Token));

        benchmark.Result!.Cells.Sum(cell => cell.Rounds.Count).ShouldBe(3);
    }

    [Test]
    public async Task A_budget_that_slow_answers_use_up_ends_it_with_enough_blocks()
    {
        var profile = Profile with { Budget = TimeSpan.FromSeconds(40) };
        profile.Blocks(2).ShouldBe(20);
        var benchmark = new LadderBenchmark([Rung("direct", 1000, 1, seconds: 2)], profile, seed: 1) { Time = _time };

        await benchmark.RunAsync(null, CancellationToken.None);

        benchmark.Result!.Cells[0].Rounds.Count.ShouldBe(10);
    }

    [Test]
    public async Task Rounds_that_measured_the_engine_say_so()
    {
        var result = await MeasureAsync(Rung("direct", 1000, 1, invalid: "the engine was busy"));

        result.Cells[0].Rounds.ShouldAllBe(round => round.Invalid == "the engine was busy");
    }

    [Test]
    public async Task A_disturbed_round_is_kept_apart_and_its_repetition_counts()
    {
        var disturbed = Rung("proxy", 250, 4, "direct", times: number => number == 3 ? Unauthorized : null);

        var result = await MeasureAsync(Rung("direct", 1000, 1), disturbed);

        result.Cells.ShouldAllBe(cell => cell.Rounds.Count == PairedBootstrap.FewestPairs && cell.Errors.Count == 0);
        var one = result.Disturbed.ShouldHaveSingleItem();
        (one.Rung, one.Round.Requests, one.Disturbance).ShouldBe(("proxy", 0, "9 × 401 Unauthorized: the token had expired"));
        result.Steps.ShouldAllBe(step => step.Verdict == ChangeVerdict.Less);
    }

    [Test]
    public async Task A_round_that_is_disturbed_twice_is_missing_and_with_too_few_nothing_is_decided()
    {
        var result = await MeasureAsync(
            Rung("direct", 1000, 1), Rung("proxy", 250, 4, "direct", times: number => number is 0 or 1 ? Unauthorized : null));

        result.Disturbed.Count.ShouldBe(2);
        result.Disturbed.Select(one => (one.Connections, one.Round.Block)).Distinct().Count().ShouldBe(1);
        var (missing, whole) = (result.Disturbed[0].Connections, result.Steps.Single(step => step.Blocks == PairedBootstrap.FewestPairs));
        result.Steps.Single(step => step.Connections == missing).Verdict.ShouldBe(ChangeVerdict.Inconclusive);
        whole.Verdict.ShouldBe(ChangeVerdict.Less);
    }

    [Test]
    public async Task Where_every_round_is_disturbed_nothing_was_measured()
    {
        var benchmark = Benchmark(Rung("proxy", 250, 4, times: _ => Unauthorized));

        var failure = await Should.ThrowAsync<HarnessException>(() => benchmark.RunAsync(null, CancellationToken.None));

        failure.Message.ShouldBe(
            "nothing was measured: every round was disturbed; e.g. 9 × 401 Unauthorized: the token had expired");
        benchmark.Result.ShouldBeNull();
    }

    private static readonly Dictionary<string, long> Unauthorized = new() { ["401 Unauthorized"] = 9 };

    private async Task<LadderResult> MeasureAsync(params LadderRung[] rungs)
    {
        var benchmark = Benchmark(rungs);
        await benchmark.RunAsync(null, CancellationToken.None);
        return benchmark.Result!;
    }

    private LadderBenchmark Benchmark(params LadderRung[] rungs) => new(rungs, Profile, seed: 1) { Time = _time };

    private LadderRung Rung(
        string name, int answers, double milliseconds, string? against = null, Action? each = null, double seconds = 1,
        string? invalid = null, Func<int, Dictionary<string, long>?>? times = null, int failed = 0)
    {
        var generator = new FakeGenerator(_time, number =>
        {
            each?.Invoke();
            var latencies = Latencies.NewHistogram();
            var errors = times?.Invoke(number);
            for (var i = 0; i < (errors is null ? answers : 0); i++)
                Latencies.Record(latencies, TimeSpan.FromMilliseconds(milliseconds));
            return new RoundMeasurement
            {
                Latencies = latencies,
                Errors = errors ?? (failed == 0 ? [] : new Dictionary<string, long> { ["timeout"] = failed }),
                Seconds = seconds,
                Invalid = invalid,
            };
        });
        var target = new HttpTarget(new Uri("http://127.0.0.1:1/"), "Hello, world!");
        return new LadderRung(new LoadRoute(name, "loopback", target) { Caller = new KnownToken() }, generator) { Against = against };
    }
}
