using Harness.Load.Headless;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Headless;

/// <summary>Changes under load, with pods that a test plays.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ChangeBenchmarkTests
{
    private static readonly HeadlessProfile Profile =
        new(1, TimeSpan.Zero) { Pods = 2, Scales = [3], Rate = 100, Round = TimeSpan.FromSeconds(4) };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Each_change_comes_under_load_and_ends_with_a_round_in_which_all_had_settled(CancellationToken stop)
    {
        var pods = new Pods(settlesWith: 2);
        var load = new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 200))) { Meanwhile = pods.MeanwhileAsync };
        var benchmark = new ChangeBenchmark(load, pods, Profile, _time);

        await pods.RunAsync(() => benchmark.RunAsync(["a", "b"], null, stop));

        benchmark.Result.Select(change => change.Change).ShouldBe(["none, 2 pods", "scale 2 → 3", "rolling restart of 3 pods"]);
        pods.Asked.ShouldBe(["scale 3", "restart"]);
        benchmark.Result.Select(change => change.Rounds.Count).ShouldBe([1, 3, 3], "the change, settling, and one more");
        benchmark.Result[1].Settled!.Value.ShouldBe(4, "it settled at the end of the second round, and changed at the end of the first");
        load.Rounds.ShouldAllBe(round => round.Rate == 100 && round.KeepAlive);
    }

    [Test]
    public async Task Pods_that_come_and_go_are_told_with_their_first_and_last_answer(CancellationToken stop)
    {
        var pods = new Pods(settlesWith: 2);
        var load = new FakeLoad(_time, (round, _) => round switch
        {
            <= 1 => FakeLoad.Of(("a", 100), ("b", 100)),
            2 => FakeLoad.Of(("a", 100), ("c", 100)),
            _ => FakeLoad.Of(("c", 100), ("d", 100)),
        })
        {
            Meanwhile = pods.MeanwhileAsync,
        };
        pods.Names = ["c", "d", "e"];
        var benchmark = new ChangeBenchmark(load, pods, Profile with { Scales = [3] }, _time);

        await pods.RunAsync(() => benchmark.RunAsync(["a", "b"], null, stop));

        var change = benchmark.Result[1];
        change.NewPods.ShouldBe(new Dictionary<string, double?> { ["c"] = 4, ["d"] = 8, ["e"] = null }, ignoreOrder: true);
        change.RemovedPods.ShouldBe(new Dictionary<string, double?> { ["a"] = 4, ["b"] = 0 }, ignoreOrder: true);
    }

    [Test]
    public async Task A_change_that_does_not_settle_says_why_and_the_next_one_follows(CancellationToken stop)
    {
        var pods = new Pods(settlesWith: 1) { Late = "not within 120 s: deployment ns/hello has 3 ready pods; last seen: 2 ready" };
        var load = new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 200))) { Meanwhile = pods.MeanwhileAsync };
        var benchmark = new ChangeBenchmark(load, pods, Profile, _time);

        await pods.RunAsync(() => benchmark.RunAsync(["a"], null, stop));

        benchmark.Result.Count.ShouldBe(3);
        (benchmark.Result[1].Settled, benchmark.Result[1].NotSettled).ShouldBe((null, pods.Late));
        benchmark.Result[1].NewPods.ShouldBeEmpty();
    }

    [Test]
    public async Task A_change_that_is_refused_ends_it_and_what_was_measured_is_kept(CancellationToken stop)
    {
        var pods = new Pods(settlesWith: 1) { Refuses = HarnessException.Undecided("403") };
        var load = new FakeLoad(_time, (_, _) => FakeLoad.Of(("a", 200)));
        var benchmark = new ChangeBenchmark(load, pods, Profile, _time);

        (await Should.ThrowAsync<HarnessException>(() => benchmark.RunAsync(["a"], null, stop))).Message.ShouldBe("403");

        benchmark.Result.Select(change => change.Change).ShouldBe(["none, 2 pods"]);
    }

    /// <summary>
    /// A change is asked for in its first round, and through in the one with this number, from 1. All of it runs on one thread, in one
    /// order: what awaits a source here goes on within the call that completes it.
    /// </summary>
    private sealed class Pods(int settlesWith) : IReplicas
    {
        private const int Changes = 2;
        private TaskCompletionSource _asked = new();
        private TaskCompletionSource _through = new();
        private int _round;

        public List<string> Asked { get; } = [];

        public IReadOnlyList<string> Names { get; set; } = ["a"];

        public string? Late { get; init; }

        public Exception? Refuses { get; init; }

        public Task ScaleAsync(int pods, CancellationToken cancellationToken) => ChangeAsync(FormattableString.Invariant($"scale {pods}"));

        public Task RestartAsync(CancellationToken cancellationToken) => ChangeAsync("restart");

        public async Task<IReadOnlyList<string>> SettledAsync(int pods, CancellationToken cancellationToken)
        {
            await _through.Task.WaitAsync(cancellationToken);
            return Late is null ? Names : throw HarnessException.Undecided(Late);
        }

        /// <summary>Lets each change's first round end once the change is awaited; on a thread without a test runner's context.</summary>
        public Task RunAsync(Func<Task> benchmark) => Task.Run(async () =>
        {
            var running = benchmark();
            for (var change = 1; change <= Changes; change++)
            {
                Asked.Count.ShouldBe(change);
                _asked.SetResult();
            }

            await running;
        });

        /// <summary>The first round of all is without a change; after each change there is one round more.</summary>
        public async Task MeanwhileAsync(int round)
        {
            if (round == 0)
                return;
            if (++_round == 1)
                await _asked.Task;
            if (_round == settlesWith)
                _through.SetResult();
            if (_round > settlesWith)
                (_round, _asked, _through) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        }

        private Task ChangeAsync(string change)
        {
            Asked.Add(change);
            return Refuses is null ? Task.CompletedTask : Task.FromException(Refuses);
        }
    }
}
