using Harness.Load.Engine;
using Harness.Load.SideEffects;
using Harness.Load.Tests.Support;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.SideEffects;

/// <summary>How rounds are made and kept, with a generator and calls that take no time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SideEffectsBenchmarkTests
{
    private const int Capacity = 400;
    private static readonly SideEffectsProfile Profile =
        new(Blocks: 6, TimeSpan.FromSeconds(1)) { Shares = [0, 0.5, 1], CapacityRounds = 3, WarmUp = TimeSpan.Zero };

    private readonly FakeTimeProvider _time = new();
    private readonly List<LoadRound> _loads = [];
    private int _atOnce;

    [Test]
    public async Task Capacity_comes_first_and_each_block_has_every_level_once()
    {
        var benchmark = Benchmark();

        await benchmark.RunAsync(null, CancellationToken.None);

        _loads.Take(3).ShouldAllBe(load => load.Rate == null && load.Connections == 32);
        _loads.Skip(3).Select(load => load.Rate).Order().ShouldBe(
            [.. Enumerable.Repeat((double?)200, 6), .. Enumerable.Repeat((double?)400, 6)]);
        var result = benchmark.Result!;
        result.Capacity.RequestsPerSecond.ShouldBe(Capacity);
        result.Levels.Select(level => level.Share).ShouldBe(Profile.Shares);
        foreach (var level in result.Levels)
            level.Rounds.Select(round => round.Block).ShouldBe([1, 2, 3, 4, 5, 6]);
        result.Levels.SelectMany(level => level.Rounds.Select(round => (level.Share, round.Place))).Distinct().Count()
            .ShouldBeGreaterThan(3, "each block has an order of its own");
        result.Levels[0].Rounds.ShouldAllBe(round => round.Load == null);
    }

    [Test]
    public async Task Calls_are_measured_beside_the_load_in_every_round()
    {
        await Benchmark().RunAsync(null, CancellationToken.None);

        _atOnce.ShouldBe(_loads.Count, "each time that there was load, the call was under way");
    }

    [Test]
    public async Task A_round_that_does_not_hold_is_kept_and_repeated_once()
    {
        var first = true;
        var benchmark = Benchmark(load: round => round.Rate is 200 && first
            ? Round(200) with { Engine = new EngineUse(0.99, 1, 0) }
            : Round((int)(round.Rate ?? Capacity)), after: round => first &= round.Rate is not 200);

        await benchmark.RunAsync(null, CancellationToken.None);

        var level = benchmark.Result!.Levels[1];
        var again = level.Rounds.Where(round => round.Block == level.Rounds.First(one => one.Invalid is not null).Block).ToList();
        again.Count.ShouldBe(2);
        again[0].Invalid.ShouldNotBeNull().ShouldStartWith("load: the engine was busy 99 % of the time");
        (again[1].Invalid, again[1].Place).ShouldBe((null, 4));
        level.Invalid.ShouldBeNull();
        level.Rounds.Count.ShouldBe(7);
    }

    [Test]
    public async Task Requests_that_the_full_proxy_took_no_more_of_are_no_fault_of_the_engine()
    {
        var benchmark = Benchmark(load: round => round.Rate is 400
            ? Round(300) with { Due = 400, Sent = 300, Errors = new Dictionary<string, long> { [ErrorKinds.NotSent] = 100 } }
            : Round((int)(round.Rate ?? Capacity)));

        await benchmark.RunAsync(null, CancellationToken.None);

        var level = benchmark.Result!.Levels[2];
        (level.Invalid, level.AnsweredRate, level.AskedRate).ShouldBe((null, 300, 400));
        level.Errors[ErrorKinds.NotSent].ShouldBe(600);
    }

    [Test]
    public async Task What_was_measured_before_an_interruption_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var benchmark = Benchmark(after: _ =>
        {
            if (_loads.Count == 5)
                stop.Cancel();
        });
        benchmark.Result.ShouldBeNull();

        await Should.ThrowAsync<OperationCanceledException>(() => benchmark.RunAsync(null, stop.Token));

        var result = benchmark.Result!;
        result.Levels.Sum(level => level.Rounds.Count(round => round.Load is not null)).ShouldBeInRange(1, 2);
        result.SafeRate.Kind.ShouldBe(SafeRateKind.Undecided);
        result.SafeRate.RequestsPerSecond.ShouldBeNull();
    }

    [Test]
    public async Task A_call_that_is_never_answered_is_undecided_by_kind_before_there_is_any_load()
    {
        var refused = Round(0) with { Errors = new Dictionary<string, long> { ["403 Forbidden"] = 7 } };

        var failure = await Should.ThrowAsync<HarnessException>(
            Benchmark(call: () => refused).RunAsync(null, CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("get must be answered before there is any load, but came back with 7 × 403 Forbidden");
        _loads.ShouldBeEmpty();
    }

    [Test]
    public async Task A_proxy_that_answers_nothing_has_no_capacity()
    {
        var failure = await Should.ThrowAsync<HarnessException>(Benchmark(
            load: _ => Round(0) with { Errors = new Dictionary<string, long> { ["timeout"] = 3 } }).RunAsync(null, CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("answered none: 9 × timeout");
    }

    [Test]
    public async Task Counters_are_read_between_rounds_and_what_is_missing_is_told_once()
    {
        var looks = 0;
        var benchmark = Benchmark(look: _ =>
        {
            looks++;
            var programs = new Dictionary<string, double> { ["kube-apiserver"] = 0.5 * looks };
            return Task.FromResult<(NodeCounters?, string?)>((new NodeCounters(programs, 7, 8, null), "storage reads: 403"));
        });

        await benchmark.RunAsync(null, CancellationToken.None);

        looks.ShouldBe(19, "once before 18 rounds, and after each");
        benchmark.Result!.Missing.ShouldBe(["storage reads: 403"]);
        var node = benchmark.Result.Levels[2].Rounds[0].Node!;
        (node.Programs["kube-apiserver"], node.ApiServerMemory, node.TimeWait, node.StorageReads).ShouldBe((0.5, 7, 8, null));
        node.Requests.ShouldBe(400);
    }

    [Test]
    public async Task A_round_whose_token_expired_counts_for_nothing_and_is_repeated_with_a_new_one()
    {
        var token = new KnownToken();
        var broken = Round(0) with { Errors = new Dictionary<string, long> { ["401 Unauthorized"] = 80 } };
        var benchmark = Benchmark(
            load: round => round.Rate > 0 && token.Number == 1 ? broken : Round((int)(round.Rate ?? Capacity)), caller: token);

        await benchmark.RunAsync(null, CancellationToken.None);

        var level = benchmark.Result!.Levels.Single(level => level.Rounds.Any(round => round.IsDisturbed));
        level.Rounds.Single(round => round.IsDisturbed).Invalid.ShouldBe("80 × 401 Unauthorized: the token had expired");
        level.Rounds.GroupBy(round => round.Block).Select(block => block.Count()).Order().Last().ShouldBe(2);
        (token.Number, level.Errors.Count).ShouldBe((2, 0));
        level.AnsweredRate.ShouldBe(level.AskedRate, 0.01);
    }

    private SideEffectsBenchmark Benchmark(
        Func<LoadRound, RoundMeasurement>? load = null, Action<LoadRound>? after = null, Func<RoundMeasurement>? call = null,
        Func<CancellationToken, Task<(NodeCounters?, string?)>>? look = null, IRouteCaller? caller = null)
    {
        var underWay = false;
        var ordinary = new OrdinaryCall(new OrdinaryCallFacts("get", "GET", 40), async (_, _) =>
        {
            underWay = true;
            await Task.Yield();
            underWay = false;
            return call?.Invoke() ?? Round(40);
        });
        var generator = new LoadOf(round =>
        {
            _loads.Add(round);
            _time.Advance(round.During);
            _atOnce += underWay ? 1 : 0;
            var measured = load?.Invoke(round) ?? Round((int)(round.Rate ?? Capacity));
            after?.Invoke(round);
            return measured;
        });
        var route = new LoadRoute("proxied", "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "")) { Caller = caller };
        return new SideEffectsBenchmark(route, [ordinary], Profile, seed: 1)
        {
            Time = _time,
            Generator = generator,
            Look = look ?? (_ => Task.FromResult<(NodeCounters?, string?)>((null, null))),
        };
    }

    private static RoundMeasurement Round(int answers)
    {
        var latencies = Latencies.NewHistogram();
        for (var i = 0; i < answers; i++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(2));
        return new RoundMeasurement
        {
            Latencies = latencies,
            Errors = new Dictionary<string, long>(),
            Seconds = 1,
            Due = answers,
            Sent = answers,
        };
    }

    private sealed class LoadOf(Func<LoadRound, RoundMeasurement> measure) : ILoadGenerator
    {
        public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpAnswer(200, "", null));

        public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(measure(round));
        }
    }
}
