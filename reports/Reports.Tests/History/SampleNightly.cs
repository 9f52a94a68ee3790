using Harness.Reports.Headlines;
using Harness.Reports.History;

namespace Harness.Reports.Tests.History;

/// <summary>A run with others before it, held against one of them and against a gate.</summary>
internal static class SampleNightly
{
    public static ReportInput Input
    {
        get
        {
            var results = SampleRun.Good;
            var report = RunReports.Of(results);
            var earlier = Enumerable.Range(1, 8).Select(night => report with
            {
                Run = Nights.NameOf(night),
                Started = report.Started.AddDays(night - 10),
                Cluster = report.Cluster! with { KubernetesVersion = night < 5 ? "v1.19.0" : "v1.20.2" },
                Figures =
                [
                    .. report.Figures.Select(figure => figure with
                    {
                        Value = figure.Value * (night < 4 ? 0.8 : 1) * (1 + (0.01 * (night % 3))),
                    }),
                ],
            }).ToList();
            var history = new RunHistory(earlier, [new LeftOutRun("20260130T000000Z-abcdef", "run.json", "it was <interrupted>")]);
            var gate = new GateResult("nightly", true,
            [
                new GateRuleResult
                {
                    Subject = "quick/*",
                    Outcome = GateOutcome.Undecided,
                    Why = "it <scatters>",
                    Confidence = 0.999,
                    Change = new(1.02, 0.9, 1.2),
                },
            ]);
            var compared = RunComparison.Of(earlier[^1], report, history);
            return new ReportInput(results) { History = history, ComparedWith = compared, Gate = gate };
        }
    }
}
