using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Html;
using Harness.Reports.Html.Overview;
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
        ComparisonSection.Of(null, "").ShouldBeNull();
        TrendSection.OfAll(Nights.History()).ShouldBeEmpty();
        TrendPage.Of(Nights.History(Nights.Steady(1))).ShouldBeNull();
    }

    [Test]
    public void Each_figure_is_followed_up_to_the_newest_run_that_measured_it_on_each_kind_of_machine()
    {
        var soak = Nights.Figure(Nights.Around(3)) with { Id = "soak/p50", Title = "soak: p50", Unit = "ms" };
        var other = Nights.Steady(2, 50, 40).Select(run => run with { Host = new HostClass("small", 2, 4, null) });
        var runs = Nights.Steady(6).Append(Nights.Of(7, soak)).Append(Nights.Of(8, soak)).Append(Nights.Of(9)).Concat(other);

        var sections = TrendSection.OfAll(Nights.History(runs)).ToList();

        sections.Select(section => section.Title).ShouldBe(["small, 2 cores, 4 GiB", "AMD EPYC, 8 cores, 32 GiB"]);
        sections[1].Body.Text.ShouldSatisfyAllConditions(
            text => text.ShouldContain("<h3>soak: p50</h3>"),
            text => text.ShouldContain("<h3>direct over proxy</h3>"),
            text => text.ShouldContain("ms in the newest run with it, 3 ms in the median of 1 earlier run"),
            text => text.ShouldContain("in the median of 5 earlier runs"));
        sections[0].Body.Text.ShouldNotContain("soak");
        TrendPage.Of(Nights.History(runs))!.ShouldContain(Nights.NameOf(41), Case.Sensitive, "a new run is there at once");
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
