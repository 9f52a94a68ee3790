using Harness.Cli.Texts;
using Harness.Reports.Headlines;
using Harness.Reports.Inputs;
using Harness.Results;
using Harness.Tests.Results;

namespace Harness.Tests.Cli.Reporting;

/// <summary>The last thing that a run shows: one screen of 24 lines and 80 columns, of which the prompt takes one.</summary>
internal sealed class SummaryScreenTests
{
    private const string Report = "reports/runs/20260131T235959Z-3fa9c1/report.html";

    [Test]
    public void A_good_run_is_told_in_a_few_lines()
    {
        var lines = Lines(Run([Sample.Scenario("A"), Sample.Scenario("B")], [Sample.Benchmark("quick")]));

        lines[1].ShouldBe("As expected: 2 scenarios passed");
        lines.ShouldContain("  scenarios   2 passed");
        lines.ShouldContain(line => line.StartsWith("  cost        direct is 27.3× as fast at 32 connections", StringComparison.Ordinal));
        lines[^1].ShouldBe($"  report      {Report}");
        lines.ShouldNotContain(line => line.Contains("worst", StringComparison.Ordinal));
    }

    [Test]
    public void What_is_worst_is_told_with_what_to_do()
    {
        var lines = Lines(Run([Sample.Scenario("A"), Differing("B")], []));

        lines[1].ShouldBe("Failed: 1 of 2 scenarios");
        var worst = lines.ToList().FindIndex(line => line.StartsWith("  worst       The call behind B", StringComparison.Ordinal));
        worst.ShouldBePositive();
        lines.Skip(worst).ShouldContain(line => line.StartsWith("              → ", StringComparison.Ordinal));
        lines.Skip(worst).ShouldContain(line => line.Contains("--filter B", StringComparison.Ordinal));
    }

    [Test]
    public void The_cost_has_its_interval_and_all_of_its_doubts()
    {
        var sample = Sample.Benchmark("quick");
        var comparison = sample.Comparisons[0];
        RouteFigures Thrice(RouteFigures route) => route with { Rounds = [.. Enumerable.Repeat(route.Rounds[0], 3)] };
        var several = sample with { Comparisons = [new Comparison(Thrice(comparison.Proxied), Thrice(comparison.Direct))] };

        Cost(several).ShouldStartWith("direct is 27.3× as fast [27.3×, 27.3×] at 32 connections (35,112 against 1,287 requests/s; ");
        Cost(sample).ShouldEndWith("; failed requests: 2 direct, 2 proxied; too few rounds for an interval");

        static string Cost(BenchmarkResult benchmark) => string.Join(' ', Lines(Run([], [benchmark]))
            .SkipWhile(line => !line.StartsWith("  cost", StringComparison.Ordinal)).SkipLast(1).Select(line => line[14..]));
    }

    [Test]
    public void However_much_went_wrong_it_fits_on_one_screen()
    {
        var long1 = string.Concat(Enumerable.Repeat("a-very-long-name-", 30));
        var scenarios = Enumerable.Range(0, 50).Select(one => Differing($"{long1}{one}") with { Claims = [$"C{one}"] }).ToList();
        var run = Run(scenarios, [.. Enumerable.Range(0, 20).Select(one => Sample.Benchmark($"{long1}{one}"))]);
        run = run with { Manifest = run.Manifest with { State = RunState.Aborted, StateReason = long1 } };
        var gate = new GateResult(long1, false, [new GateRuleResult { Subject = long1, Outcome = GateOutcome.Tripped, Why = long1 }]);

        var lines = SummaryScreen.Lines(new ReportInput(run) { Gate = gate }, Report);

        lines.Count.ShouldBeLessThanOrEqualTo(23);
        lines.ShouldAllBe(line => line.Length <= 80);
        lines.ShouldContain(line => line.EndsWith(" more, in the report", StringComparison.Ordinal));
        lines.Count(line => line.StartsWith("              → ", StringComparison.Ordinal)).ShouldBeInRange(2, 3);
        lines[^1].ShouldEndWith(Report);
    }

    [Test]
    public void A_path_is_never_cut()
    {
        var path = $"/{string.Join('/', Enumerable.Repeat("folder", 20))}/report.html";

        SummaryScreen.Lines(new ReportInput(Run([], [])), path)[^1].ShouldEndWith(path);
    }

    [Test]
    public void A_gate_is_named_with_its_verdict()
    {
        var gate = new GateResult("nightly", true,
        [
            new GateRuleResult { Subject = "a/b", Outcome = GateOutcome.Undecided, Why = "too few rounds" },
            new GateRuleResult { Subject = "c/d", Outcome = GateOutcome.Passed, Why = "as it was" },
        ]);

        var lines = SummaryScreen.Lines(new ReportInput(Run([], [])) { Gate = gate }, Report).ToList();
        lines[lines.IndexOf("  gate        nightly: passed (1 undecided, 1 passed); it allows what is") + 1]
            .ShouldBe("              undecided");
        GateLines.Of(gate).ShouldBe(
        [
            "gate nightly: passed (1 undecided, 1 passed); it allows what is undecided",
            "  undecided a/b: too few rounds",
        ]);
    }

    private static IReadOnlyList<string> Lines(RunResults run) => SummaryScreen.Lines(new ReportInput(run), Report);

    private static RunResults Run(IReadOnlyList<ScenarioResult> scenarios, IReadOnlyList<BenchmarkResult> benchmarks) =>
        new(Sample.Manifest("20260131T235959Z-3fa9c1", Sample.Start) with { State = RunState.Complete }, scenarios, benchmarks);

    private static ScenarioResult Differing(string name) => Sample.Scenario(name, ScenarioOutcome.Failed) with
    {
        Observations = [new Observation("call without a grant", "Forbidden", "Allowed", false, null)],
    };
}
