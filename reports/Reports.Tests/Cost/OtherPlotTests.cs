using Harness.Reports.Html.Cost;
using Harness.Results;

namespace Harness.Reports.Tests.Cost;

/// <summary>What captions say, held against the data, of what else than ways is measured.</summary>
internal sealed class OtherPlotTests
{
    [Test]
    public void A_trend_is_drawn_through_the_windows_that_count()
    {
        var plot = Soak(SoakFigure.All.Single(one => one.Name == "p50"), i => 1 + (0.01 * i), perHour: 0.01 * 60);

        var line = plot.Chart("id").Series.Single(series => series.Name == "trend").Points;
        // 100 windows a minute apart: the first tenth is not part of the trend.
        line.Select(point => point.X).ShouldBe([10, 99], tolerance: 1e-6);
        line.Select(point => point.Y).ShouldBe([1.1, 1.99], tolerance: 1e-6);
        plot.Caption.ShouldStartWith("Median 1.5 ms. In an hour, it changes by +0.6 [0.6, 0.6] ms: rising. ");
        plot.Caption.ShouldContain("1 of 100 windows (△, hollow) did not count.");
        plot.Chart("id").Series[^1].Points.ShouldHaveSingleItem().IsDoubtful.ShouldBeTrue();
    }

    [Test]
    public void Memory_counts_in_a_window_in_which_the_load_does_not() =>
        Soak(SoakFigure.All.Single(one => one.Name == "client's memory"), i => i, perHour: 1).Caption.ShouldNotContain("did not count");

    [Test]
    public void Without_a_slope_no_line_is_drawn()
    {
        var plot = Soak(SoakFigure.All[0], i => i, perHour: null);

        plot.Chart("id").Series.ShouldNotContain(series => series.Name == "trend");
        plot.Caption.ShouldContain("too few windows: rising. No line is drawn.");
    }

    [Test]
    public void Authorization_tells_of_the_largest_size_and_of_what_is_left_when_all_is_removed() =>
        new RbacCostPlot(SampleRbacCost.Benchmark.RbacCost!, RbacCall.Denied).Caption.ShouldBe(
            "With 10,000 bindings of others, a call takes +1.38 [1.35, 1.41] ms beyond the control's. With 1 rules, a call takes +0.01 "
            + "[−0.02, 0.04] ms beyond the control's. When all was removed again: +0.01 [−0.02, 0.04] (bindings of others), +0.01 "
            + "[−0.02, 0.04] (rules). Thin lines are 95 % intervals; where one holds 0, nothing is shown to be added.");

    [Test]
    public void An_even_spread_and_another_one_are_told_apart()
    {
        var spreads = SampleHeadless.Benchmark.Headless!.Spreads;

        SpreadPlot.Caption(spreads[0]).ShouldBe(
            "3 pods gave 100,010 answers: from 33,200 to 33,410 each, and 33,337 would be even. An even choice scatters at least so "
            + "much with a probability of 0.544: nothing speaks against it.");
        SpreadPlot.Caption(spreads[1]).ShouldContain("An even choice scatters so much hardly ever (p 0): it is not even.");
    }

    [Test]
    public void Failures_are_counted_second_by_second_over_all_rounds()
    {
        var change = SampleHeadless.Benchmark.Headless!.Changes[2] with
        {
            Rounds = [Round(0, 0, 4), Round(3, 0), Round(0, 1, 0)],
        };

        ChangePlot.Failed(change).ShouldBe([0, 0, 4, 3, 0, 0, 1, 0]);
        ChangePlot.Chart(change, "id", "title").Breaks.Select(one => one.Column).ShouldBe([3, 5]);
        ChangePlot.Caption(change).ShouldBe(
            "Scale 6 → 2: 8 calls failed, from second 2 to second 6, most, 4, in second 2. By kind: 7 × 503 Service Unavailable, 1 × "
            + "timeout. It settled 1.3 s after the API server's answer to it.");
    }

    [Test]
    public void Versions_tell_how_much_B_answers() => new VersionsPlot(SampleVersions.Benchmark.Versions!, 8).Caption.ShouldStartWith(
        "B answers so many times as much as A: direct 0.996 [0.985, 1.01] (the same); proxy 1.1 [1.07, 1.14] (faster). Too little was "
        + "measured of API server: /version.");

    private static HeadlessRound Round(params long[] failed) =>
        new(failed.Length, 8, new Dictionary<string, long>(), new Dictionary<string, long>(), failed, new LatencyCounts([]), null);

    private static SoakPlot Soak(SoakFigure figure, Func<int, double> value, double? perHour)
    {
        var sample = SampleSoak.Benchmark.Soak!;
        var windows = Enumerable.Range(0, 100).Select(i => sample.Windows[0] with
        {
            At = 60 * i,
            P50 = i == 40 ? 99 : value(i),
            Invalid = i == 40 ? "the engine was busy" : null,
        });
        var slope = perHour is { } known ? new Interval(known, known, known) : null;
        return new SoakPlot(
            sample with { Windows = [.. windows] }, new SoakTrend(figure.Name, "ms", 99, 1.5, slope, TrendVerdict.Rising), figure);
    }
}
