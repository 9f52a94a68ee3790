using System.Text.Json;
using Harness.Reports.Headlines;
using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports;

/// <summary>metrics.prom, for Prometheus: the headline figures, the verdict, and what a gate said.</summary>
internal sealed class MetricsReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "metrics.prom";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var (report, text) = (RunReports.Of(input.Results, input.Gate), new MetricsText());
        WriteRun(text, report);
        WriteCounts(text, report);
        WriteFigures(text, report.Figures);
        text.Gauge("harness_gate_rules", "Rules of the gate by outcome.", Each<GateOutcome>("outcome", outcome =>
            report.Gate?.Rules.Count(rule => rule.Outcome == outcome)));
        writer.Write(text.ToString());
    }

    private static void WriteRun(MetricsText text, RunReport report)
    {
        text.Gauge("harness_run_info", "The run that the other figures are of.", (1,
        [
            ("run", report.Run), ("state", Word(report.State)), ("version", report.HarnessVersion), ("commit", report.GitCommit),
            ("kubernetes", report.Cluster?.KubernetesVersion), ("cluster", report.Cluster?.Source), ("host", report.Host.ToString()),
        ]));
        text.Gauge("harness_run_started_seconds", "When the run started, in seconds since 1970.", (Unix(report.Started), []));
        text.Gauge("harness_run_finished_seconds", "When the run finished, in seconds since 1970.", (Unix(report.Finished), []));
        text.Gauge("harness_run_verdict", "1 for what the run says, 0 for the others.", Each<OverallVerdict>("verdict", verdict =>
            report.Verdict == verdict ? 1 : 0));
    }

    private static void WriteCounts(MetricsText text, RunReport report)
    {
        var scenarios = report.Scenarios;
        text.Gauge("harness_scenarios", "Scenarios by outcome.", Each<ScenarioOutcome>("outcome", outcome => outcome switch
        {
            ScenarioOutcome.Passed => scenarios.Passed,
            ScenarioOutcome.Failed => scenarios.Failed,
            ScenarioOutcome.Undecided => scenarios.Undecided,
            _ => scenarios.Skipped,
        }));
        text.Gauge("harness_claims", "Claims by standing.", Each<ClaimStanding>("standing", standing =>
            report.Claims.Count(claim => claim.Standing == standing)));
        text.Gauge("harness_access_cells", "Cells of the access matrices.", (report.AccessCells.Total, []));
        text.Gauge(
            "harness_access_cells_as_expected", "Those in which the API server answered as expected.", (report.AccessCells.AsExpected, []));
        text.Gauge("harness_control_comparisons", "Comparisons of a way with itself.", (report.Controls.Comparisons, []));
        text.Gauge("harness_control_alarms", "Those in which a difference was found: false alarms.", (report.Controls.Alarms, []));
    }

    private static void WriteFigures(MetricsText text, IReadOnlyList<HeadlineFigure> figures)
    {
        text.Gauge("harness_figure", "Headline figures.", Each(figure => figure.Value));
        text.Gauge("harness_figure_low", "Lower bounds of their 95 % intervals.", Each(figure => figure.Interval?.Low));
        text.Gauge("harness_figure_high", "Upper bounds of their 95 % intervals.", Each(figure => figure.Interval?.High));
        text.Gauge("harness_figure_doubtful", "1 where a figure does not count, 0 where it does.", Each(figure => figure.Counts ? 0 : 1));

        IEnumerable<(double?, (string, string?)[])> Each(Func<HeadlineFigure, double?> value) => figures.Select(figure =>
            (value(figure), new (string, string?)[] { ("id", figure.Id), ("unit", figure.Unit), ("better", Word(figure.Better)) }));
    }

    private static IEnumerable<(double?, (string, string?)[])> Each<T>(string label, Func<T, double?> value)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(one => (value(one), new (string, string?)[] { (label, Word(one)) }));

    /// <summary>As report.json has it.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static double? Unix(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000.0;
}
