using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Html;
using Harness.Reports.Html.Trend;

namespace Harness.Reports.Tests.History;

internal sealed class TrendSectionTests
{
    [Test]
    public void A_change_and_a_new_Kubernetes_are_told_in_the_caption()
    {
        var runs = Nights.Steady(20).Concat(Nights.Steady(20, 24, 20)
            .Select(run => run with { Cluster = new ReportedCluster("offline", "v1.37.0") })).ToList();

        var trend = FigureTrend.Of(runs[^1], [.. runs.SkipLast(1)]).ShouldHaveSingleItem();

        trend.Changes.ShouldBe([20]);
        trend.Versions.ShouldBe([20]);
        TrendText.Caption(trend).ShouldMatch(
            @"^23\.9× in this run, \d+(\.\d)?× in the median of 39 earlier runs; 1\.2 times from 2026-01-21 on; "
            + @"Kubernetes v1\.37\.0 from 2026-01-21 on$");
    }

    [TestCase(5, "too few runs for a change point")]
    [TestCase(6, "no change point")]
    public void Of_few_runs_no_change_is_denied(int nights, string said)
    {
        var runs = Nights.Steady(nights).ToList();

        var trend = FigureTrend.Of(runs[^1], [.. runs.SkipLast(1)]).ShouldHaveSingleItem();

        TrendText.Caption(trend).ShouldEndWith($" earlier runs; {said}");
    }

    [Test]
    public void Nothing_is_said_where_nothing_is_known()
    {
        TrendSection.Of(Nights.Of(1), Nights.History()).ShouldBeNull();
        ComparisonSection.Of((RunComparison?)null).ShouldBeNull();
    }

    [Test]
    public void What_is_left_out_is_shown_as_text()
    {
        var history = new RunHistory([], [new LeftOutRun("20260101T000000Z-abcdef", "run.json", "<script>alert(1)</script> is malformed")]);

        var body = TrendSection.Of(Nights.Of(1), history)!.Body.Text;

        body.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; is malformed");
        body.ShouldNotContain("<script>");
    }

    [Test]
    public void A_page_with_history_comparison_and_gate_is_the_accepted_one()
    {
        var input = SampleNightly.Input;

        IHtmlSection[] sections = [new TrendSection(), new ComparisonSection(), new GateSection()];
        foreach (var section in sections.Select(one => one.Of(input)!))
            Snapshot.ShouldMatch(section.Body.Text, $"section-{section.Id}.html");
    }
}
