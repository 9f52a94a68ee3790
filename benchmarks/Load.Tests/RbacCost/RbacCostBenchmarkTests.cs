using Harness.Load.Engine;
using Harness.Load.RbacCost;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.RbacCost;

/// <summary>What is measured when, with a generator and growths that take no time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RbacCostBenchmarkTests
{
    private static readonly RbacCostProfile Profile = new([1, 10, 100], 6, TimeSpan.FromSeconds(1), Repetitions: 2);

    private readonly List<string> _done = [];
    private int _size = 1;

    [Test]
    public async Task Each_size_is_reached_measured_and_left_and_the_first_is_measured_again()
    {
        var benchmark = Benchmark();

        await benchmark.RunAsync(null, CancellationToken.None);

        _done.Where(one => one.StartsWith('g')).ShouldBe(["grow 1", "grow 10", "grow 100", "grow 1"]);
        var result = benchmark.Result!;
        result.Steps.Select(step => (step.Size, step.IsRemoved)).ShouldBe([(1, false), (10, false), (100, false), (1, true)]);
        result.Steps.Select(step => step.Cells.Single(cell => cell is { Growth: "rules", Call: RbacCall.Denied }).Times!.Estimate)
            .ShouldBe([1, 2, 12, 1], 0.05);
        result.Steps.SelectMany(step => step.Cells.Where(cell => cell.Growth is null)).ShouldAllBe(cell => cell.Times == null);
        result.Growths.ShouldBe([new RbacGrowthFacts("rules", "rules")]);
    }

    [Test]
    public async Task Each_block_has_every_call_of_every_consumer_once_in_an_order_of_its_own()
    {
        var benchmark = Benchmark();

        await benchmark.RunAsync(null, CancellationToken.None);

        var rounds = benchmark.Result!.Steps.SelectMany(step => step.Rounds.Select(round => (step, round))).ToList();
        foreach (var block in rounds.GroupBy(one => (one.step, one.round.Block)))
        {
            block.Select(one => (one.round.Growth, one.round.Call)).Order().ShouldBe(
                [(null, RbacCall.Allowed), (null, RbacCall.Denied), ("rules", RbacCall.Allowed), ("rules", RbacCall.Denied)]);
        }

        rounds.Select(one => (one.round.Place, one.round.Growth, one.round.Call)).Distinct().Count().ShouldBe(16);
    }

    [Test]
    public async Task A_round_that_does_not_hold_is_kept_and_repeated_once()
    {
        var first = true;
        var benchmark = Benchmark(measured =>
        {
            (first, var isFirst) = (false, first);
            return isFirst ? measured with { Invalid = "the engine waited" } : measured;
        });

        await benchmark.RunAsync(null, CancellationToken.None);

        var rounds = benchmark.Result!.Steps[0].Rounds;
        rounds.Count.ShouldBe(25);
        (rounds[4].Block, rounds[4].Place, rounds[4].Call, rounds[4].Growth).ShouldBe((1, 5, rounds[0].Call, rounds[0].Growth));
    }

    [Test]
    public async Task Grants_and_revocations_are_timed_at_the_smallest_and_at_the_largest_size()
    {
        var benchmark = Benchmark();

        await benchmark.RunAsync(null, CancellationToken.None);

        benchmark.Result!.Delays.Select(delay => (delay.Change, delay.Size, delay.Rounds.Count)).ShouldBe(
        [
            (RbacChange.Grant, 1, 2), (RbacChange.Revocation, 1, 2), (RbacChange.Grant, 100, 2), (RbacChange.Revocation, 100, 2),
        ]);
    }

    [Test]
    public async Task What_was_measured_before_an_interruption_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var benchmark = Benchmark(measured =>
        {
            if (_done.Count(one => one == "round") == 30)
                stop.Cancel();
            return measured;
        });

        await Should.ThrowAsync<OperationCanceledException>(() => benchmark.RunAsync(null, stop.Token));

        benchmark.Result!.Steps.Select(step => step.Rounds.Count).ShouldBe([24, 6]);
    }

    [Test]
    public async Task A_call_that_ought_to_be_denied_and_is_not_measures_nothing()
    {
        var benchmark = Benchmark(deniedStatus: 200);

        var failure = await Should.ThrowAsync<HarnessException>(() => benchmark.RunAsync(null, CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("must answer 403");
        benchmark.Result.ShouldBeNull();
    }

    private RbacCostBenchmark Benchmark(Func<RoundMeasurement, RoundMeasurement>? change = null, int deniedStatus = 403)
    {
        var granted = false;
        var first = new FirstAnswer(
            _ => Task.FromResult(new CallAnswer(granted ? 200 : 403, null)), TimeSpan.FromSeconds(1), new FakeTimeProvider());
        var delays = new GrantDelays(_ => Task.FromResult(granted = true), _ => Task.FromResult(granted = false), first);
        RbacPlace[] places = [Place("control", null), Place("rules", new GrowthOf(this))];
        var generator = new Calls(this, change ?? (measured => measured), deniedStatus);
        return new RbacCostBenchmark(places, delays, Profile, seed: 1) { Generator = generator };
    }

    private static RbacPlace Place(string name, IRbacGrowth? growth)
    {
        return new RbacPlace(growth, Route("allowed", 200), Route("denied", 403));

        LoadRoute Route(string call, int status) =>
            new($"{name}, {call}", "loopback", new HttpTarget(new Uri($"http://{name}/{call}"), "") { ExpectedStatus = status });
    }

    private sealed class GrowthOf(RbacCostBenchmarkTests test) : IRbacGrowth
    {
        public RbacGrowthFacts Facts { get; } = new("rules", "rules");

        public Task ResizeAsync(int size, CancellationToken cancellationToken)
        {
            test._done.Add(FormattableString.Invariant($"grow {size}"));
            test._size = size;
            return Task.CompletedTask;
        }
    }

    /// <summary>A call takes 1 ms, and where something grew a ninth more for each of it.</summary>
    private sealed class Calls(RbacCostBenchmarkTests test, Func<RoundMeasurement, RoundMeasurement> change, int deniedStatus)
        : ILoadGenerator
    {
        public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpAnswer(target.ExpectedStatus == 403 ? deniedStatus : 200, "", null));

        public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            round.Connections.ShouldBe(1);
            test._done.Add("round");
            var latencies = Latencies.NewHistogram();
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(target.Url.Host == "rules" ? 1 + ((test._size - 1) / 9.0) : 1));
            return Task.FromResult(change(new RoundMeasurement
            {
                Latencies = latencies,
                Errors = new Dictionary<string, long>(),
                Seconds = 1,
            }));
        }
    }
}
