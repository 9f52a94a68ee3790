using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>What a load plan measured, as the summary and the report tell it.</summary>
internal sealed class PlanTests
{
    [TestCase(null, null, "Measured: benchmarks only, no scenario judged anything", "kept")]
    [TestCase("p99 above 5 ms", null, "Failed: a threshold of the load plan was exceeded", "**exceeded**: p99 above 5 ms")]
    [TestCase(null, "the engine was busy 95 % of the time",
        "Undecided: thresholds could not be judged, as the load generator was the bottleneck", "not known")]
    [TestCase("p99 above 5 ms", "the engine was busy",
        "Undecided: thresholds could not be judged, as the load generator was the bottleneck", "**exceeded**: p99 above 5 ms")]
    public void A_threshold_decides(string? exceeded, string? invalid, string headline, string cell)
    {
        var results = Results(Scenario with { Exceeded = exceeded, Invalid = invalid });
        RunSummary.Of(results).Headline.ShouldBe(headline);
        Rendering.Of(new MarkdownReport(), results).ShouldContain($" | {cell} |");
    }

    [Test]
    public void Without_thresholds_nothing_is_judged()
    {
        var results = Results(Scenario with { HasThresholds = false, Invalid = "the engine was busy" });
        RunSummary.Of(results).Headline.ShouldBe("Measured: benchmarks only, no scenario judged anything");
        RunSummary.Of(results).BenchmarkLines.ShouldBe(
            ["browse: 200 requests/s, p50 1.5 ms, p99 9 ms, 3 failed; invalid: the engine was busy"]);
    }

    [Test]
    public void A_rate_that_was_not_reached_is_the_headline()
    {
        const string reached = "10,000,000 requests/s were asked for, but 31,000/s were sent";
        var results = Results(Scenario with { HasThresholds = false, Due = 10_000_000, Sent = 31_000, Invalid = reached });

        RunSummary.Of(results).Headline.ShouldBe("Undecided: the load generator did not reach a rate that the load plan asks for");
        Rendering.Of(new MarkdownReport(), results).ShouldContain(reached);
    }

    [Test]
    public void The_report_names_errors_lateness_and_files()
    {
        var report = Rendering.Of(new MarkdownReport(), Results(Scenario));
        report.ShouldContain("browse: failed by kind: 2 × timeout, 1 × 404 Not Found");
        report.ShouldContain("browse: 1,990 of 2,000 requests due began, 0.2 ms late at p99");
        report.ShouldContain("[latency distribution](attachments/plan-browse/latency.hgrm)");
    }

    private static PlannedFigures Scenario => new()
    {
        Scenario = "browse",
        Via = "API server 127.0.0.1:6443, HTTP/1.1",
        Seconds = 10,
        Requests = 2_000,
        RequestsPerSecond = 200,
        Due = 2_000,
        Sent = 1_990,
        SendLagP99 = 0.2,
        Latency = new LatencyFigures(1.5, 3, 9, 20),
        Errors = new Dictionary<string, long> { ["timeout"] = 2, ["404 Not Found"] = 1 },
        Connections = 8,
        BytesReceived = 1_000,
        HasThresholds = true,
        Files = [new Attachment("latency distribution", "attachments/plan-browse/latency.hgrm")],
    };

    private static RunResults Results(PlannedFigures scenario) => SampleRun.Good with
    {
        Scenarios = [],
        Benchmarks =
        [
            new BenchmarkResult
            {
                Name = "plan shop",
                Target = "hello-app, 1 replica",
                Comparisons = [],
                Plan = new PlanResult("shop", [scenario]),
                Started = SampleRun.Good.Manifest.Started,
                Duration = TimeSpan.FromSeconds(12),
            },
        ],
    };
}
