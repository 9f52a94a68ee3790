using Harness.Reports.Headlines;
using Harness.Reports.History;

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
