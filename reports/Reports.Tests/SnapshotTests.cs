using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class SnapshotTests
{
    private static readonly Dictionary<string, RunResults> Runs = new()
    {
        ["rich"] = SampleRun.Rich,
        ["good"] = SampleRun.Good,
        ["aborted"] = SampleRun.Aborted,
    };

    private static readonly Dictionary<string, IReportExporter> Exporters =
        ReportWriter.Exporters.ToDictionary(exporter => exporter.FileName);

    [Test]
    public void A_report_is_the_accepted_one_in_every_culture(
        [Values("report.md", "report.html", "junit.xml", "report.json", "benchmarks.csv", "metrics.prom")] string report,
        [Values("rich", "good", "aborted")] string run,
        [Values("", "de-DE", "tr-TR", "fa-IR", "ar-SA")] string culture) =>
        Snapshot.ShouldMatch(Rendering.Of(Exporters[report], Runs[run], culture), $"{run}-{report}");

    [TestCase("report.md")]
    [TestCase("junit.xml")]
    [TestCase("report.html")]
    [TestCase("report.json")]
    [TestCase("benchmarks.csv")]
    [TestCase("metrics.prom")]
    public void Lines_end_in_a_line_feed_on_every_system(string report) =>
        Rendering.Of(Exporters[report], SampleRun.Rich, newLine: "\r\n").ShouldBe(Rendering.Of(Exporters[report], SampleRun.Rich));

    [TestCase("a\nb\nc", "a\nX\nc", "line 2 differs\n  accepted: b\n  now:      X")]
    [TestCase("a\nb", "a", "line 2 differs\n  accepted: b\n  now:      (no such line)")]
    [TestCase("a", "a\nb", "line 2 differs\n  accepted: (no such line)\n  now:      b")]
    [TestCase("a\n", "a\r\n", "line 1 differs\n  accepted: a\n  now:      a\\r")]
    [TestCase("a", "a", null)]
    public void The_first_differing_line_is_shown(string accepted, string actual, string? expected) =>
        Snapshot.Difference(accepted, actual).ShouldBe(expected);
}
