using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests;

/// <summary>What is measured, and over how long, on a clock that only the step moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MeasuredTimeTests
{
    private readonly FakeTimeProvider _time = new();
    private int _runs;

    [Test]
    public async Task The_warm_up_is_not_measured()
    {
        var latency = TimeSpan.FromMilliseconds(10);
        var scenario = Scenario(_ => Take(latency)) with { WarmUp = latency * 10 };

        var round = await RunAsync(scenario, latency * 100);

        _runs.ShouldBe(110);
        round.Requests.ShouldBe(100);
        round.Seconds.ShouldBe(1);
        round.TotalSeconds.ShouldBe(1.1, 1e-9);
        round.RequestsPerSecond.ShouldBe(100);
        Latencies.Milliseconds(round.Latencies, 0.5).ShouldBe(10, 0.01);
    }

    [Test]
    public async Task The_last_request_lengthens_the_round_rather_than_being_cut_off()
    {
        var round = await RunAsync(Scenario(_ => Take(TimeSpan.FromMilliseconds(300))), TimeSpan.FromSeconds(1));

        round.Requests.ShouldBe(4);
        round.Seconds.ShouldBe(1.2, 1e-9);
    }

    [Test]
    public async Task A_copy_measures_at_least_one_request_when_the_warm_up_outlasts_the_round()
    {
        var scenario = Scenario(_ => Take(TimeSpan.FromSeconds(3))) with { WarmUp = TimeSpan.FromSeconds(1) };

        var round = await RunAsync(scenario, TimeSpan.FromSeconds(1));

        round.Requests.ShouldBe(1);
        round.RequestsPerSecond.ShouldBe(1.0 / 3, 1e-9);
    }

    [Test]
    public async Task Errors_are_neither_throughput_nor_latency()
    {
        var slowAnswer = TimeSpan.FromMilliseconds(20);
        var scenario = Scenario(run => Take(run % 2 == 0 ? slowAnswer : slowAnswer * 4, run % 2 == 0 ? null : "503 Service Unavailable"));

        var round = await RunAsync(scenario, TimeSpan.FromSeconds(1));

        round.Requests.ShouldBe(10);
        round.FailedRequests.ShouldBe(10);
        round.RequestsPerSecond.ShouldBe(10);
        Latencies.Milliseconds(round.Latencies, 1).ShouldBe(20, 0.02);
    }

    [Test]
    public async Task A_request_over_its_timeout_is_ended_and_the_next_one_has_the_whole_timeout_again()
    {
        var timeout = TimeSpan.FromMilliseconds(100);
        var scenario = new LoadScenario("test", _ => new FakeStep(cancellation =>
        {
            // Just within the timeout, then over it.
            _time.Advance(++_runs % 2 == 1 ? timeout * 0.9 : timeout);
            cancellation.ThrowIfCancellationRequested();
            return ValueTask.FromResult(StepOutcome.Answered);
        }))
        {
            StepTimeout = timeout,
        };

        var round = await RunAsync(scenario, timeout * 19);

        round.Requests.ShouldBe(10);
        round.Errors.ShouldBe(new Dictionary<string, long> { [ErrorKinds.Timeout] = 10 });
    }

    private LoadScenario Scenario(Func<int, StepOutcome> run) =>
        new("test", _ => new FakeStep(_ => ValueTask.FromResult(run(++_runs))));

    private StepOutcome Take(TimeSpan latency, string? error = null)
    {
        _time.Advance(latency);
        return new StepOutcome(error);
    }

    private Task<RoundMeasurement> RunAsync(LoadScenario scenario, TimeSpan during) =>
        new LoadRunner(_time).RunAsync(scenario, LoadSimulation.KeepConstant(1, during));
}
