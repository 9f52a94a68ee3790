using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class SoakReportTests
{
    [Test]
    public void The_rate_is_told_as_a_share_of_the_capacity_and_errors_have_a_row()
    {
        var report = Report(SampleSoak.Benchmark);

        report.ShouldContain("The rate is 50 % of the capacity, which is what the proxy answered before in a closed loop with 8 requests");
        report.ShouldContain("| failed, % of requests (31 in all) | 0 |");
        report.ShouldNotContain("of the load generator, measured twice");
        report.ShouldNotContain("at the control left out");
    }

    [Test]
    public void What_does_not_hold_is_said()
    {
        var soak = SampleSoak.Benchmark.Soak!;
        var doubtful = Report(SampleSoak.Benchmark with
        {
            Soak = soak with
            {
                CapacityInvalid = "the engine was busy",
                Windows = [.. soak.Windows.Select(window => window with { DirectInvalid = "it was late", P99 = null, Invalid = null })],
            },
        });

        doubtful.ShouldContain("The capacity is that of the load generator, measured twice");
        doubtful.ShouldContain("3 looks at the control left out, e.g. it was late");
        doubtful.ShouldContain("3 windows without latencies: more than 1 % of the requests failed");
    }

    private static string Report(BenchmarkResult benchmark) =>
        Rendering.Of(new MarkdownReport(), SampleRun.Good with { Benchmarks = [benchmark] });
}
