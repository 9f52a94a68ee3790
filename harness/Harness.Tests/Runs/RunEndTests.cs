using Harness.Results;
using Harness.Runs;

namespace Harness.Tests.Runs;

/// <summary>How a run with a load plan ends: the exit code that a CI job sees.</summary>
internal sealed class RunEndTests
{
    [TestCase(true, null, null, Outcome.AsExpected)]
    [TestCase(true, "p99 above 50 ms", null, Outcome.Violation)]
    [TestCase(true, null, "the engine was busy", Outcome.Undecided)]
    [TestCase(true, "p99 above 50 ms", "the engine was busy", Outcome.Undecided)]
    [TestCase(false, null, "the engine was busy", Outcome.AsExpected)]
    public void A_plans_thresholds_decide(bool hasThresholds, string? exceeded, string? invalid, Outcome outcome)
    {
        var plan = new PlanResult("shop", [Scenario with { HasThresholds = hasThresholds, Exceeded = exceeded, Invalid = invalid }]);
        RunEnd.OutcomeOf(Results(plan), isInterrupted: false, failure: null).ShouldBe(outcome);
    }

    [TestCase(10_000_000, 31_000, "10,000,000 requests/s were asked for, but 31,000/s were sent", Outcome.Undecided)]
    [TestCase(1_000, 995, "the engine was busy", Outcome.AsExpected)]
    [TestCase(1_000, 500, null, Outcome.AsExpected)]
    public void A_rate_that_the_load_generator_did_not_reach_is_undecided_without_thresholds_too(
        int due, int sent, string? invalid, Outcome outcome)
    {
        var plan = new PlanResult("shop", [Scenario with { HasThresholds = false, Due = due, Sent = sent, Invalid = invalid }]);
        RunEnd.OutcomeOf(Results(plan), isInterrupted: false, failure: null).ShouldBe(outcome);
    }

    [Test]
    public void An_interruption_is_one_whatever_was_exceeded() =>
        RunEnd.OutcomeOf(Results(new PlanResult("shop", [Scenario with { Exceeded = "errors" }])), isInterrupted: true, failure: null)
            .ShouldBe(Outcome.Interrupted);

    private static PlannedFigures Scenario => new()
    {
        Scenario = "browse",
        Via = "API server",
        Seconds = 1,
        Requests = 1,
        RequestsPerSecond = 1,
        Due = 0,
        Sent = 0,
        Latency = new LatencyFigures(1, 1, 1, 1),
        Errors = new Dictionary<string, long>(),
        Connections = 1,
        BytesReceived = 1,
        HasThresholds = true,
    };

    private static RunResults Results(PlanResult plan) => new(
        null!,
        [],
        [
            new BenchmarkResult
            {
                Name = "plan", Target = "hello-app", Comparisons = [], Plan = plan, Started = default, Duration = TimeSpan.Zero,
            },
        ]);
}
