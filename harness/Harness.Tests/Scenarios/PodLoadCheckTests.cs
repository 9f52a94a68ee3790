using Harness.Load.Engine;
using Harness.Scenarios.Alternatives;
using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

/// <summary>A load on a machine short of time is distinguished from one that got wrong answers.</summary>
internal sealed class PodLoadCheckTests
{
    [TestCase(0, null)]
    [TestCase(1, null)]
    [TestCase(500, "connection refused")]
    [TestCase(500, "503 Service Unavailable")]
    [TestCase(0, "429 Too Many Requests")]
    [TestCase(0, "timeout")]
    public void What_is_hardly_answered_decides_nothing(int requests, string? error) =>
        Should.Throw<HarnessException>(() => PodLoadCheck.Judge(new ScenarioObservations(), "load", Result(requests, error)))
            .Kind.ShouldBe(FailureKind.Undecided);

    [TestCase(500, null, true)]
    [TestCase(0, "403 Forbidden", false)]
    [TestCase(500, "401 Unauthorized", false)]
    [TestCase(500, "wrong body", false)]
    public void What_is_answered_is_judged(int requests, string? error, bool asExpected)
    {
        var seen = new ScenarioObservations();

        PodLoadCheck.Judge(seen, "load", Result(requests, error));

        seen.Observations.Single().AsExpected.ShouldBe(asExpected);
        seen.IsUndecided(seen.Observations.Single()).ShouldBeFalse();
    }

    private static RoundMeasurement Result(int requests, string? error)
    {
        var latencies = Latencies.NewHistogram();
        for (var i = 0; i < requests; i++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(1));
        return new RoundMeasurement
        {
            Latencies = latencies,
            Errors = error is null ? new Dictionary<string, long>() : new() { [error] = 7 },
            Seconds = 2,
        };
    }
}
