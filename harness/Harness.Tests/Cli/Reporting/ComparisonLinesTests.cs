using Harness.Cli.Texts;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;
using Harness.Tests.Results;

namespace Harness.Tests.Cli.Reporting;

/// <summary>What <c>report --compare</c> prints: what changed, and how much did not.</summary>
internal sealed class ComparisonLinesTests
{
    [Test]
    public void What_changed_stands_first_and_the_rest_is_a_count()
    {
        var comparison = RunComparison.ByTime(Run(2, 40), Run(1, 20), RunHistory.None);

        var lines = ComparisonLines.Of(comparison, isWhole: false).ToList();

        lines[0].ShouldBe("20260202T000000Z-000002 (later) against 20260201T000000Z-000001 (earlier)");
        lines[1].ShouldMatch("^[0-9]+ worse, [0-9]+ better, 0 changed, [0-9]+ the same, [0-9]+ inconclusive, 0 in one run alone$");
        lines[2].ShouldMatch(@"^worse +quick, direct over proxied, .* 20× → 40× +2 \[2, 2\] times +of these two runs alone$");
        lines.ShouldContain(line => line.EndsWith(": --all shows them", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.StartsWith("inconclusive", StringComparison.Ordinal));
        lines[^1].ShouldBe("intervals are of 99 %, and what counts as a change is more than 3 %");
        ComparisonLines.Of(comparison, isWhole: true).ShouldContain(line => line.StartsWith("the same", StringComparison.Ordinal));
    }

    [Test]
    public void Where_nothing_changed_that_is_said() =>
        ComparisonLines.Of(RunComparison.ByTime(Run(1, 20), Run(2, 20), RunHistory.None), isWhole: false)
            .ShouldContain("no figure has changed for certain");

    /// <summary>A run in which the direct way is so many times as fast, in each of four rounds.</summary>
    private static RunReport Run(int day, double times)
    {
        var sample = Sample.Benchmark("quick");
        RouteFigures At(RouteFigures route, double rate) => route with
        {
            Rounds = [.. Enumerable.Repeat(route.Rounds[0] with { RequestsPerSecond = rate }, 4)],
            RequestsPerSecond = rate,
        };

        var comparison = new Comparison(At(sample.Comparisons[0].Proxied, 1000), At(sample.Comparisons[0].Direct, 1000 * times));
        var started = new DateTimeOffset(2026, 2, day, 0, 0, 0, TimeSpan.Zero);
        var manifest = Sample.Manifest($"202602{day:00}T000000Z-{day:x6}", started) with { State = RunState.Complete };
        return RunReports.Of(new RunResults(manifest, [], [sample with { Comparisons = [comparison] }]));
    }
}
