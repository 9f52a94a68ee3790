using Harness.Load.Engine;
using Harness.Load.Tests.Support;

namespace Harness.Load.Tests;

/// <summary>Requests at a rate, on a clock that only the steps and the looks at it move: the figures are those of theory.</summary>
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OpenLoopTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SimulatedTime _time = new();
    private int _runs;

    [Test]
    public async Task As_many_are_sent_as_were_asked_for_and_on_time(CancellationToken cancellation)
    {
        var round = await RunAsync(Steady(), [LoadSimulation.Inject(2_000, Second, Second * 2)], cancellation);

        (round.Due, round.Sent, round.Requests, round.Queued).ShouldBe((4_000, 4_000, 4_000, 0));
        (round.RequestedRate, round.SentRate).ShouldBe((2_000, 2_000));
        Latencies.Milliseconds(round.SendLag!, 1).ShouldBeLessThan(0.03);
        Latencies.Milliseconds(round.Latencies, 0.5).ShouldBe(0.1, 0.03);
        round.Invalid.ShouldBeNull();
    }

    /// <summary>
    /// At 1,000/s, a stall of 200 ms delays the 200 requests that become due during it, by 200, 199, … 1 ms, and those behind them until
    /// the backlog is gone: at 0.1 ms each, it shrinks by 0.9 ms with each request, so some 222 are late in all, of 10,000.
    /// </summary>
    [Test]
    public async Task A_stall_counts_for_every_request_that_it_delays(CancellationToken cancellation)
    {
        var stall = TimeSpan.FromMilliseconds(200);
        var scenario = Scenario(run => Take(run == 5_000 ? stall : TimeSpan.FromMilliseconds(0.1))) with { MaxCopies = 1 };

        var round = await RunAsync(scenario, [LoadSimulation.Inject(1_000, Second, Second * 10)], cancellation);

        // The n-th most delayed request waits 200 - 0.9 (n - 1) ms: p99 is the 100th, p99.9 the 10th.
        Latencies.Milliseconds(round.Latencies, 0.99).ShouldBe(200 - (0.9 * 100), 110 * 0.05);
        Latencies.Milliseconds(round.Latencies, 0.999).ShouldBe(200 - (0.9 * 10), 191 * 0.05);
        Latencies.Milliseconds(round.Latencies, 1).ShouldBe(200, 1);
        Latencies.Milliseconds(round.Latencies, 0.5).ShouldBe(0.1, 0.03);
        round.Queued.ShouldBeInRange(212, 232);
        round.Requests.ShouldBe(10_000);
    }

    [Test]
    public async Task More_than_the_copies_manage_waits_and_what_still_waits_at_the_end_is_an_error(CancellationToken cancellation)
    {
        var scenario = Scenario(_ => Take(TimeSpan.FromMilliseconds(10))) with { MaxCopies = 1 };

        var round = await RunAsync(scenario, [LoadSimulation.Inject(200, Second, Second)], cancellation);

        round.Due.ShouldBe(200);
        round.Sent.ShouldBeInRange(99, 101);
        round.Errors.ShouldBe(new Dictionary<string, long> { [ErrorKinds.NotSent] = round.Due - round.Sent });
        round.Queued.ShouldBe(round.Sent - 1);
        // The last one sent, the 100th, was due at half of the time.
        Latencies.Milliseconds(round.Latencies, 1).ShouldBe(510, 15);
        round.Invalid.ShouldNotBeNull().ShouldStartWith(
            "200 requests/s were asked for, but 100/s were sent; every connection was busy: allow more copies");
    }

    [Test]
    public async Task A_warm_up_at_the_same_rate_is_left_out(CancellationToken cancellation)
    {
        var scenario = Steady() with { WarmUp = Second };
        var round = await RunAsync(scenario, [LoadSimulation.Inject(500, Second, Second)], cancellation);
        (_runs, round.Due, round.Requests).ShouldBe((1_000, 500, 500));
    }

    [Test]
    public async Task Simulations_follow_one_another(CancellationToken cancellation)
    {
        var round = await RunAsync(
            Steady(),
            [
                LoadSimulation.RampingInject(1_000, Second, Second), LoadSimulation.Inject(1_000, Second, Second),
                LoadSimulation.Pause(Second), LoadSimulation.InjectRandom(500, Second, Second),
                LoadSimulation.RampingInject(1, Second, Second),
            ],
            cancellation);

        round.Requests.ShouldBe(_runs);
        round.Seconds.ShouldBe(5, 0.001);
        var seconds = round.Intervals!.Select(interval => interval.Requests).ToList();
        // Answers near a second's end may count in the next: how many, the machine's scheduling decides.
        seconds[0].ShouldBeInRange(475, 525);
        seconds[1].ShouldBeInRange(975, 1025);
        seconds[2].ShouldBeInRange(-25, 25);
        seconds[3].ShouldBeInRange(355, 645);
        seconds[4].ShouldBeInRange(225, 275);
        round.Intervals![1].Milliseconds(0.5).ShouldBe(0.1, 0.03);
    }

    [Test]
    public async Task Copies_ramp_up_and_down(CancellationToken cancellation)
    {
        // A step that leaves the loop's thread, as .NET's client does.
        var scenario = new LoadScenario("test", _ => new FakeStep(async _ =>
        {
            Interlocked.Increment(ref _runs);
            await Task.Yield();
            return StepOutcome.Answered;
        }));
        _time.Start();

        var round = await RunAsync(
            scenario, [LoadSimulation.RampingConstant(10, Second), LoadSimulation.RampingConstant(0, Second)], cancellation);

        round.InFlight.ShouldBe(5, 0.6);
        round.Requests.ShouldBe(_runs);
    }

    [Test]
    public async Task A_threshold_ends_the_round_and_is_named(CancellationToken cancellation)
    {
        var scenario = Scenario(run => Take(TimeSpan.FromMilliseconds(0.1), run > 1_500 ? "503 Service Unavailable" : null)) with
        {
            Thresholds = [LoadThreshold.LatencyAbove(0.99, Second), LoadThreshold.ErrorShareAbove(0.05)],
        };

        var round = await RunAsync(scenario, [LoadSimulation.Inject(1_000, Second, Second * 60)], cancellation);

        round.Stopped.ShouldBe("errors above 5 %");
        round.Seconds.ShouldBe(2, 0.02);
        round.FailedRequests.ShouldBeInRange(480, 520);
        round.Intervals!.Select(interval => interval.FailedRequests).Take(2).ShouldBe([0, round.Intervals![1].FailedRequests]);
    }

    [Test]
    public async Task A_latency_threshold_ends_it_too(CancellationToken cancellation)
    {
        var scenario = Scenario(_ => Take(TimeSpan.FromMilliseconds(3))) with
        {
            Thresholds = [LoadThreshold.LatencyAbove(0.5, TimeSpan.FromMilliseconds(2))],
        };
        var round = await RunAsync(scenario, [LoadSimulation.KeepConstant(1, Second * 60)], cancellation);
        round.Stopped.ShouldBe("p50 above 2 ms");
        round.Seconds.ShouldBe(1, 0.02);
    }

    [Test]
    public async Task A_token_that_expires_is_an_error_of_its_own_and_no_slowness(CancellationToken cancellation)
    {
        var scenario = Scenario(run => Take(TimeSpan.FromMilliseconds(0.1), run > 600 ? "401 Unauthorized" : null));
        var round = await RunAsync(scenario, [LoadSimulation.Inject(1_000, Second, Second)], cancellation);
        round.Errors.ShouldBe(new Dictionary<string, long> { ["401 Unauthorized"] = 400 });
        round.Requests.ShouldBe(600);
        Latencies.Milliseconds(round.Latencies, 1).ShouldBeLessThan(0.2);
    }

    [Test]
    public async Task Several_loops_share_the_rate(CancellationToken cancellation)
    {
        var runs = 0;
        var scenario = new LoadScenario("test", _ => new FakeStep(_ =>
        {
            Interlocked.Increment(ref runs);
            return ValueTask.FromResult(StepOutcome.Answered);
        }))
        {
            Threads = 3,
            MaxCopies = 3,
        };
        // By the real clock: a simulated one goes on while a thread has not begun.
        var round = await new LoadRunner().RunAsync(scenario, LoadSimulation.Inject(1_000, Second, Second), cancellation);
        (round.Due, round.Requests, runs).ShouldBe((1_000, 1_000, 1_000));
        round.Intervals!.Sum(interval => interval.Requests).ShouldBe(1_000);
    }

    [Test]
    public async Task A_step_that_throws_ends_the_round_with_what_it_threw(CancellationToken cancellation)
    {
        var scenario = Scenario(run => run == 10 ? throw new FormatException("a step's own mistake") : Take(TimeSpan.FromMilliseconds(1)));
        (await Should.ThrowAsync<FormatException>(RunAsync(scenario, [LoadSimulation.KeepConstant(2, Second)], cancellation)))
            .Message.ShouldBe("a step's own mistake");
    }

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    [TestCase(2, 1)]
    public void Without_copies_or_threads_there_is_no_round(int threads, int copies)
    {
        var scenario = Steady() with { Threads = threads, MaxCopies = copies };
        Should.Throw<ArgumentOutOfRangeException>(RunAsync(scenario, [LoadSimulation.Inject(1, Second, Second)], CancellationToken.None));
        Should.Throw<ArgumentOutOfRangeException>(RunAsync(Steady(), [], CancellationToken.None));
    }

    private LoadScenario Steady() => Scenario(_ => Take(TimeSpan.FromMilliseconds(0.1)));

    private LoadScenario Scenario(Func<int, StepOutcome> run) =>
        new("test", _ => Started(new FakeStep(_ => ValueTask.FromResult(run(++_runs)))));

    /// <summary>The clock stood until the first request: threads that start take no time on it.</summary>
    private IStep Started(IStep step)
    {
        _time.Start();
        return step;
    }

    private StepOutcome Take(TimeSpan latency, string? error = null)
    {
        _time.Advance(latency);
        return new StepOutcome(error);
    }

    private Task<RoundMeasurement> RunAsync(
        LoadScenario scenario, IReadOnlyList<LoadSimulation> simulations, CancellationToken cancellation) =>
        _time.Runner().RunAsync(scenario, simulations, cancellation);
}
