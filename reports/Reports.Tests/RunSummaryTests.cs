using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class RunSummaryTests
{
    // P passed, F failed, S skipped, U undecided.
    [TestCase("PP", RunState.Complete, OverallVerdict.AsExpected, "As expected: 2 scenarios passed")]
    [TestCase("PS", RunState.Complete, OverallVerdict.AsExpected, "As expected: 1 scenario passed, 1 skipped")]
    [TestCase("PF", RunState.Complete, OverallVerdict.Failed, "Failed: 1 of 2 scenarios")]
    [TestCase("FU", RunState.Interrupted, OverallVerdict.Failed, "Failed: 1 of 2 scenarios")]
    [TestCase("PU", RunState.Complete, OverallVerdict.Undecided, "Undecided: 1 of 2 scenarios could not be decided")]
    [TestCase("PP", RunState.Interrupted, OverallVerdict.Undecided, "Undecided: the run did not complete")]
    [TestCase("PP", RunState.Aborted, OverallVerdict.Undecided, "Undecided: the run did not complete")]
    [TestCase("PP", RunState.Running, OverallVerdict.Undecided, "Undecided: the run did not complete")]
    [TestCase("S", RunState.Complete, OverallVerdict.NothingJudged, "Nothing judged: no scenario ran")]
    [TestCase("", RunState.Complete, OverallVerdict.NothingJudged, "Nothing judged: no scenario ran")]
    public void A_run_passes_only_when_it_ended_and_all_is_decided(string outcomes, RunState state, OverallVerdict verdict, string headline)
    {
        var scenarios = outcomes.Select(letter => SampleScenarios.Rich[0] with
        {
            Outcome = Enum.GetValues<ScenarioOutcome>().Single(outcome => outcome.ToString()[0] == letter),
        });

        var summary = RunSummary.Of(new RunResults(SampleRun.Manifest(state), [.. scenarios], []));

        summary.Verdict.ShouldBe(verdict);
        summary.Headline.ShouldBe(headline);
        summary.Scenarios.ShouldBe(outcomes.Length);
    }

    [Test]
    public void Benchmarks_alone_judge_nothing() =>
        RunSummary.Of(SampleRun.Good with { Scenarios = [] }).Headline.ShouldBe("Measured: benchmarks only, no scenario judged anything");

    [Test]
    public void Claims_are_counted_among_those_that_scenarios_name()
    {
        var summary = RunSummary.Of(SampleRun.Rich);

        (summary.ClaimsProven, summary.ClaimsTried).ShouldBe((7, 11), "a claim whose scenarios were skipped was not tried");
        summary.Counts.ShouldBe("8 passed, 3 failed, 1 undecided, 2 skipped");
    }

    [Test]
    public void The_benchmark_in_one_line_is_that_of_the_most_connections() =>
        Line(Compare(1, 100, 100), Compare(32, 35112, 1287), Compare(8, 1000, 10)).ShouldBe(
            "direct is 27.3× as fast [27.3×, 27.3×] at 32 connections (35,112 against 1,287 requests/s; p99 2.5 ms against 2.5 ms)");

    [TestCase(1000, 2000, "proxied is 2× as fast [2×, 2×] at 1 connection (1,000 against 2,000 requests/s; p99 2.5 ms against 2.5 ms)")]
    [TestCase(
        1000, 1010, "direct and proxied are equally fast [0.99×, 0.99×] at 1 connection (1,000 against 1,010 requests/s; "
        + "p99 2.5 ms against 2.5 ms)")]
    [TestCase(1000, 0, "the proxied route answered no request at 1 connection")]
    [TestCase(0, 1000, "the direct route answered no request at 1 connection")]
    [TestCase(0, 0, "neither route answered a request at 1 connection")]
    public void The_line_says_so_when_direct_is_not_faster(double direct, double proxied, string expected) =>
        Line(Compare(1, direct, proxied)).ShouldBe(expected);

    [Test]
    public void Errors_are_never_left_out() =>
        Line(new Comparison(
            SampleBenchmarks.Route("proxied", 1, 10, 1, ("reset", 3), ("503", 4)), SampleBenchmarks.Route("direct", 1, 10, 1)))
            .ShouldEndWith("; failed requests: 0 direct, 7 proxied");

    [Test]
    public void A_ladder_without_the_direct_way_tells_of_the_proxy() => RunSummary.Of(SampleRun.Good with
    {
        Benchmarks = [SampleBenchmarks.Benchmark("quick", "shop") with { Ladder = SampleLadder.Ladder }],
    }).BenchmarkLines.ShouldHaveSingleItem().ShouldBe("proxy: 1,290 requests/s at 32 connections (p99 61 ms); failed requests: 17");

    private static Comparison Compare(int connections, double direct, double proxied) => new(
        SampleBenchmarks.Route("proxied", connections, proxied, 1), SampleBenchmarks.Route("direct", connections, direct, 1));

    private static string Line(params Comparison[] comparisons) => RunSummary.Of(
        SampleRun.Good with { Benchmarks = [SampleBenchmarks.Benchmark("quick", "hello-app", comparisons)] })
        .BenchmarkLines.ShouldHaveSingleItem();
}
