using Harness.Reports.Headlines;

namespace Harness.Reports.Tests.Gates;

/// <summary>A gate may be all that turns a job red: whatever the job's reader opens says so.</summary>
internal sealed class GateInReportsTests
{
    private static readonly GateResult Tripped = new("night|ly", false,
    [
        new GateRuleResult { Subject = "ratio/a", Outcome = GateOutcome.Tripped, Why = "it is worse" },
        new GateRuleResult { Subject = "ratio/b", Outcome = GateOutcome.Undecided, Why = "it is not known" },
        new GateRuleResult { Subject = "ratio/c", Outcome = GateOutcome.Passed, Why = "it is the same" },
    ]);

    [TestCase("report.md", "## Gate night\\|ly: tripped", "`ratio/a` | **tripped** | it is worse |", "`ratio/b` | undecided |")]
    [TestCase("comment.md", "## Gate night\\|ly: tripped")]
    [TestCase("report.html", "tripped")]
    [TestCase("junit.xml", "<failure message=\"it is worse\"", "<error message=\"it is not known\"")]
    [TestCase("annotations.txt", "::error title=Gate night|ly tripped%3A ratio/a::it is worse", "::warning title=Gate night|ly")]
    [TestCase("metrics.prom", "harness_gate_rules{outcome=\"tripped\"} 1")]
    public void Every_report_names_what_tripped(string file, params string[] parts)
    {
        var written = Rendering.Of(ReportWriter.Exporters.Single(one => one.FileName == file), Input(Tripped));

        foreach (var part in parts)
            written.ShouldContain(part);
    }

    [Test]
    public void What_may_be_undecided_is_no_error_and_not_passed_either()
    {
        var allowed = Tripped with { AllowsUndecided = true };

        Rendering.Of(new JUnitReport(), Input(allowed)).ShouldContain("<skipped message=\"it is not known\"");
    }

    private static ReportInput Input(GateResult gate) => new(SampleRun.Rich) { Gate = gate };
}
