using Harness.Scenarios.Running;
using Harness.Workloads;
using PodLoads = Harness.Scenarios.Alternatives.Load;

namespace Harness.Tests.Scenarios;

/// <summary>A load on a machine that is short of time is told from one that was answered wrongly.</summary>
internal sealed class LoadTests
{
    [TestCase(0, null, null)]
    [TestCase(1, 200, null)]
    [TestCase(500, 200, "ConnectionRefused")]
    [TestCase(500, 200, "status 503")]
    [TestCase(0, 429, "status 429")]
    public void What_is_hardly_answered_decides_nothing(int requests, int? first, string? error) => Should
        .Throw<HarnessException>(() => PodLoads.Judge(new Findings(), "load", Result(requests, first, error)))
        .ExitCode.ShouldBe(ExitCode.Undecided);

    [TestCase(500, 200, null, true)]
    [TestCase(0, 403, "status 403", false)]
    [TestCase(500, 200, "status 401", false)]
    [TestCase(500, 204, null, false)]
    public void What_is_answered_is_judged(int requests, int? first, string? error, bool asExpected)
    {
        var seen = new Findings();

        PodLoads.Judge(seen, "load", Result(requests, first, error));

        seen.Observations.Single().AsExpected.ShouldBe(asExpected);
        seen.IsUndecided(seen.Observations.Single()).ShouldBeFalse();
    }

    private static PodLoadResult Result(int requests, int? first, string? error) =>
        new(2, requests, error is null ? new Dictionary<string, long>() : new() { [error] = 7 }, new PodLoadLatencies([]), first, null);
}
