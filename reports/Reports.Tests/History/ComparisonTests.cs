using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Measured;
using Harness.Reports.Statistics;

namespace Harness.Reports.Tests.History;

internal sealed class ComparisonTests
{
    [TestCase(20, 24, FigureVerdict.Worse)]
    [TestCase(24, 20, FigureVerdict.Better)]
    [TestCase(20, 20.1, FigureVerdict.Same)]
    public void Two_runs_differ_by_what_their_rounds_say(double before, double after, FigureVerdict verdict)
    {
        var one = Compare(Nights.Around(before), Nights.Around(after), Nights.History());

        one.Verdict.ShouldBe(verdict);
        one.HoldsScatterOfRuns.ShouldBeFalse();
        one.Change!.Low.ShouldBeLessThan(after / before);
        one.Change.High.ShouldBeGreaterThan(after / before);
    }

    [TestCase(20, 24)]
    [TestCase(24, 20)]
    public void What_has_no_better_side_is_changed(double before, double after)
    {
        HeadlineFigure Figure(double value) => Nights.Figure(Nights.Around(value)) with { Better = FigureDirection.Neither };

        var one = RunComparison.Of(Nights.Of(20, Figure(before)), Nights.Of(21, Figure(after)), Nights.History());

        one.Changed.ShouldHaveSingleItem().Verdict.ShouldBe(FigureVerdict.Changed);
        one.Counts.ShouldBe("0 worse, 0 better, 1 changed, 0 the same, 0 inconclusive, 0 in one run alone");
    }

    [Test]
    public void Of_the_ladder_only_what_the_proxy_costs_has_a_better_side() => RunReports.Of(SampleRun.Rich).Figures
        .Where(figure => figure.Id.Contains("ratio/", StringComparison.Ordinal)).ToLookup(figure => figure.Better, figure => figure.Id)
        .ShouldSatisfyAllConditions(
            ratios => ratios[FigureDirection.Lower].ShouldContain("ratio/direct-over-proxy/32"),
            ratios => ratios[FigureDirection.Lower].ShouldContain("bodies-ratio/direct-102-bytes-over-proxy-102-bytes/8"),
            ratios => ratios[FigureDirection.Neither].ShouldContain("alternatives-ratio/direct-over-nginx-stand-alone/8"),
            ratios => ratios[FigureDirection.Neither].ShouldContain("ratio/proxy-over-proxy-http-2/1"),
            ratios => ratios[FigureDirection.Higher].ShouldBeEmpty());

    [Test]
    public void The_later_run_is_held_against_the_earlier_one_whichever_is_named_first()
    {
        var (early, late) = (Night(1, 20), Night(2, 24));

        foreach (var one in (RunComparison[])[
            RunComparison.ByTime(early, late, Nights.History()), RunComparison.ByTime(late, early, Nights.History())])
        {
            (one.Before, one.After).ShouldBe((early, late));
        }

        var same = late with { Started = early.Started };
        RunComparison.ByTime(same, early, Nights.History()).Before.ShouldBe(same, "as they are given");
    }

    [Test]
    public void What_is_shown_is_what_is_decided_by()
    {
        // A difference that 95 % would tell apart, and 99 % do not.
        double[] before = [20, 20.6, 21.4, 19.1, 20.2, 18.9], after = [21.2, 22.4, 20.1, 21.9, 22.8, 20.6];

        var one = Compare(before, after, Nights.History());

        one.Verdict.ShouldBe(FigureVerdict.Inconclusive);
        one.Change!.Low.ShouldBeLessThan(1);
        TwoSampleBootstrap.Difference(new LogSample(after), new LogSample(before), 1, 0.95)![0].Low.ShouldBePositive();
    }

    [Test]
    public void A_difference_that_nights_have_anyhow_is_none()
    {
        double[] rates = [20, 24, 19, 25, 21, 23, 18];
        var history = Nights.History(rates.Select((rate, night) => Nights.Of(night, Nights.Figure(Nights.Around(rate)))));

        var one = Compare(Nights.Around(20), Nights.Around(24), history);

        one.Verdict.ShouldBe(FigureVerdict.Inconclusive);
        one.HoldsScatterOfRuns.ShouldBeTrue();
    }

    [Test]
    public void Few_earlier_runs_are_said()
    {
        var few = RunComparison.Of(Night(7, 20), Night(8, 24), Nights.History(Nights.Steady(4)));
        few.Notes.ShouldHaveSingleItem().ShouldContain("fewer than 5 earlier runs");

        RunComparison.Of(Night(7, 20), Night(8, 24), Nights.History(Nights.Steady(5))).Notes.ShouldBeEmpty();
    }

    [Test]
    public void Another_machine_and_another_Kubernetes_are_said()
    {
        var before = Night(1, 20) with { Host = new HostClass(null, 2, 4, null), Cluster = new ReportedCluster("offline", "v1.20.2") };

        RunComparison.Of(before, Night(2, 20), Nights.History(Nights.Steady(9))).Notes.ShouldBe(
        [
            $"{before.Run} is not of the same kind as {Nights.NameOf(2)} (another class of machine: unknown processor, 2 cores, 4 GiB): "
                + "differences may be the machine's",
            "Kubernetes v1.20.2 before, v1.36.3 after",
            "the intervals of 1 figure hold the scatter of rounds within the two runs, and not that from run to run: fewer than 5 earlier "
                + "runs with them are known; a difference may be the day's",
        ]);
    }

    [Test]
    public void What_does_not_count_has_no_verdict_and_says_why()
    {
        var doubted = Nights.Figure(Nights.Around(30)) with { Doubt = "most rounds are invalid" };
        var other = Nights.Figure(Nights.Around(30)) with { Benchmark = "nightly: shop" };

        Verdict(doubted).ShouldBe((FigureVerdict.Inconclusive, "it does not count: most rounds are invalid"));
        Verdict(other).ShouldBe((FigureVerdict.Inconclusive, "not of the same: nightly: hello-app before, nightly: shop after"));
        Verdict(null).ShouldBe((FigureVerdict.Inconclusive, "not measured any more"));
        Verdict(Nights.Figure(30)).ShouldBe(
            (FigureVerdict.Inconclusive, "one value of each run, and too few earlier runs to know how far it scatters"));

        static (FigureVerdict, string?) Verdict(HeadlineFigure? after)
        {
            var compared = RunComparison.Of(Night(1, 20), after is null ? Nights.Of(2) : Nights.Of(2, after), Nights.History());
            return (compared.Figures[0].Verdict, compared.Figures[0].Why);
        }
    }

    [Test]
    public void The_same_runs_give_the_same_interval_each_time() =>
        Compare(Nights.Around(20), Nights.Around(21), Nights.History()).Change
            .ShouldBe(Compare(Nights.Around(20), Nights.Around(21), Nights.History()).Change);

    private static FigureComparison Compare(double[] before, double[] after, RunHistory history) =>
        RunComparison.Of(Nights.Of(20, Nights.Figure(before)), Nights.Of(21, Nights.Figure(after)), history).Figures.ShouldHaveSingleItem();

    private static RunReport Night(int night, double value) => Nights.Of(night, Nights.Figure(Nights.Around(value)));
}
