using Harness.Load.Headless;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Headless;

/// <summary>Rounds of the spread: until there are enough answers, or no time is left.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SpreadBenchmarkTests
{
    private static readonly HeadlessProfile Profile = new(1_000, TimeSpan.FromSeconds(60));
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Both_ways_take_turns_until_each_has_its_answers()
    {
        var load = new FakeLoad(_time, (_, rate) => FakeLoad.Of(("a", rate.KeepAlive ? 120 : 60), ("b", rate.KeepAlive ? 130 : 40)));
        var benchmark = Benchmark(load);

        await benchmark.RunAsync(null, CancellationToken.None);

        load.Rounds.Select(round => round.KeepAlive).ShouldBe([true, false, true, false, true, true]);
        var (kept, own) = (benchmark.Result[0], benchmark.Result[1]);
        (kept.Wanted, kept.Answers, kept.Rounds.Count).ShouldBe((1_000, 1_000, 4));
        (own.Wanted, own.Answers, own.Rounds.Count).ShouldBe((200, 200, 2));
        kept.Pods.ShouldBe(FakeLoad.Of(("a", 480), ("b", 520)), ignoreOrder: true);
        kept.Evenness!.ChiSquare.ShouldBe(1.6, 1e-12);
        kept.MostOverFewest!.Value.ShouldBe(520 / 480.0);
    }

    [Test]
    public async Task A_pod_that_never_answers_counts_as_one()
    {
        var benchmark = Benchmark(new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 500))));

        await benchmark.RunAsync(null, CancellationToken.None);

        var spread = benchmark.Result[0];
        spread.Pods.ShouldBe(FakeLoad.Of(("a", 1_000), ("b", 0)), ignoreOrder: true);
        spread.MostOverFewest.ShouldBeNull();
        spread.Evenness!.P.ShouldBeLessThan(1e-100);
    }

    [Test]
    public async Task When_its_time_is_over_it_says_what_it_reached()
    {
        var benchmark = Benchmark(new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 1), ("b", 1))));

        await benchmark.RunAsync(null, CancellationToken.None);

        _time.GetUtcNow().ShouldBe(new FakeTimeProvider().GetUtcNow() + TimeSpan.FromSeconds(60));
        benchmark.Result.Sum(spread => spread.Answers).ShouldBe(40);
        benchmark.Result[0].Answers.ShouldBeLessThan(benchmark.Result[0].Wanted);
    }

    [Test]
    public async Task Without_any_answer_it_ends_too_and_tells_the_errors()
    {
        var load = new FakeLoad(_time, (_, _) => FakeLoad.Of());
        load.Errors["503 Service Unavailable"] = 2;
        var benchmark = Benchmark(load);

        await benchmark.RunAsync(null, CancellationToken.None);

        benchmark.Result.Count.ShouldBe(2);
        benchmark.Result.Sum(spread => spread.Errors["503 Service Unavailable"]).ShouldBe(2 * load.Rounds.Count);
        benchmark.Result[0].Evenness.ShouldBeNull();
    }

    [Test]
    public async Task What_was_measured_before_an_interruption_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var load = new FakeLoad(_time, (round, _) =>
        {
            if (round == 2)
                stop.Cancel();
            return FakeLoad.Of(("a", 10));
        });
        var benchmark = Benchmark(load);

        await Should.ThrowAsync<OperationCanceledException>(() => benchmark.RunAsync(null, stop.Token));

        benchmark.Result.Sum(spread => spread.Rounds.Count).ShouldBe(3);
    }

    [Test]
    public async Task Where_pods_were_replaced_evenness_is_not_judged()
    {
        var load = new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 500), ("b", 300), ("c", 200)));
        var benchmark = new SpreadBenchmark(load, ["a", "b"], Profile, _time)
        {
            PodsChanged = _ => Task.FromResult<string?>("pod b was removed"),
        };

        await benchmark.RunAsync(null, CancellationToken.None);

        benchmark.Result.ShouldAllBe(spread => spread.Evenness == null && spread.Doubt == "pod b was removed");
    }

    private SpreadBenchmark Benchmark(FakeLoad load) => new(load, ["a", "b"], Profile, _time);
}
