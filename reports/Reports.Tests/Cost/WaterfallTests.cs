using Harness.Reports.Html.Cost;
using Harness.Results;

namespace Harness.Reports.Tests.Cost;

internal sealed class WaterfallTests
{
    private static readonly LadderResult Ladder = SampleLadder.Ladder with
    {
        Cells = [Cell("direct", 0.3), Cell("TLS", 0.4), Cell("proxy", 2.2), Cell("proxy: once more", 2.1)],
        Steps = [Step("TLS", "direct", new(0.1, 0.05, 0.15)), Step("proxy", "TLS", new(1.8, 1.5, 2.1))],
        Controls = [Step("proxy: once more", "proxy", new(-0.1, -0.3, 0.1))],
    };

    [Test]
    public void A_rung_begins_where_the_one_ends_that_it_is_a_step_longer_than()
    {
        var rows = Waterfall.Of(Ladder, 8).Rows;

        rows.Select(row => row.Start!.Value).ShouldBe([0, 0.3, 0.4, 2.2], tolerance: 1e-9);
        rows.Select(row => row.End!.Value).ShouldBe([0.3, 0.4, 2.2, 2.1], tolerance: 1e-9);
        rows.Select(row => row.From).ShouldBe([null, 0, 1, 2]);
        rows.Select(row => row.Text).ShouldBe(["0.3 in all", "+0.1 [0.05, 0.15]", "+1.8 [1.5, 2.1]", "−0.1 [−0.3, 0.1]"]);
        rows.ShouldAllBe(row => !row.IsDoubtful);
    }

    [Test]
    public void Its_caption_says_what_is_seen() => WaterfallPicture.Caption(Waterfall.Of(Ladder, 8)).ShouldBe(
        "The ladder begins with direct, which takes 0.3 ms. The largest of 2 steps is proxy: +1.8 [1.5, 2.1] ms compared with TLS. "
        + "The control, proxy: once more, differs by −0.1 [−0.3, 0.1] ms from the rung that it repeats: its interval holds 0, as it "
        + "should. Thin lines are 95 % intervals of what a step adds.");

    [Test]
    public void A_control_that_is_beyond_its_interval_is_called_noise() => WaterfallPicture.Caption(Waterfall.Of(
        Ladder with { Controls = [Step("proxy: once more", "proxy", new(0.5, 0.3, 0.7))] }, 8)).ShouldContain("so much is noise here");

    [Test]
    public void Where_a_step_has_no_interval_its_own_median_stands_in_and_is_doubtful()
    {
        var rows = Waterfall.Of(Ladder with { Steps = [Step("TLS", "direct", null), Ladder.Steps[1]] }, 8).Rows;

        (rows[1].Start, rows[1].End, rows[1].Text, rows[1].IsDoubtful).ShouldBe((0.3, 0.4, "not known △", true));
        rows[2].End!.Value.ShouldBe(2.2, 1e-9);
    }

    [Test]
    public void A_rung_is_doubtful_where_the_one_is_that_it_is_compared_with()
    {
        var invalid = Ladder.Cells[1] with { Rounds = [.. Ladder.Cells[1].Rounds.Select(round => round with { Invalid = "busy" })] };

        Waterfall.Of(Ladder with { Cells = [Ladder.Cells[0], invalid, .. Ladder.Cells.Skip(2)] }, 8).Rows.Select(row => row.IsDoubtful)
            .ShouldBe([false, true, true, false]);
    }

    [Test]
    public void Results_that_go_round_in_a_circle_end()
    {
        var rows = Waterfall.Of(Ladder with { Steps = [.. Ladder.Steps, Step("direct", "proxy", new(1, 1, 1))], Controls = [] }, 8).Rows;

        rows.Take(3).ShouldAllBe(row => row.End == null);
        WaterfallPicture.Draw(Waterfall.Of(Ladder, 8), "id", "caption").Text.ShouldContain("proxy");
    }

    [Test]
    public void What_is_compared_with_nothing_that_was_measured_has_no_bar() => Waterfall.Of(
        Ladder with { Steps = [Step("TLS", "gone", new(1, 1, 1))], Controls = [] }, 8).Rows[1].Start.ShouldBeNull();

    [TestCase(1, new[] { 8 }, new[] { 8 })]
    [TestCase(2, new[] { 32, 1, 32 }, new[] { 1, 32 })]
    [TestCase(3, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, new[] { 1, 4, 7, 10 })]
    public void A_few_numbers_of_connections_are_pictured(int _, int[] all, int[] pictured) => Chosen.Of(all).ShouldBe(pictured);

    private static LadderCell Cell(string rung, double p50) => SampleLadder.Ladder.Cells[0] with
    {
        Rung = rung,
        Connections = 8,
        Latency = new LatencyFigures(p50, p50, p50, p50),
    };

    private static LadderStep Step(string rung, string against, Interval? added) => SampleLadder.Ladder.Steps[0] with
    {
        Rung = rung,
        Against = against,
        Connections = 8,
        AddedLatency = added,
    };
}
