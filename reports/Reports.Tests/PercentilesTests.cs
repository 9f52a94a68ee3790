using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class PercentilesTests
{
    private static readonly LatencyFigures Latency = new(1, 2, 3, 4);

    [TestCase(0, 0, "– – – –")]
    [TestCase(1, 0, "– – – 4")]
    [TestCase(2, 0, "1 – – 4")]
    [TestCase(9, 0, "1 – – 4")]
    [TestCase(10, 0, "1 2 – 4")]
    [TestCase(99, 0, "1 2 – 4")]
    [TestCase(100, 0, "1 2 3 4")]
    [TestCase(990, 10, "1 2 3 4")]
    [TestCase(989, 11, "– – – –")]
    [TestCase(0, 7, "– – – –")]
    public void A_percentile_is_shown_where_enough_was_answered_and_hardly_anything_failed(int answered, int failed, string shown)
    {
        var known = new Percentiles(Latency, answered, failed);

        string.Join(' ', known.P50, known.P90, known.P99, known.Max).ShouldBe(shown);
    }

    [Test]
    public void A_note_says_why_one_is_missing()
    {
        Percentiles.Notes([new(Latency, 100, 0)]).ShouldBeEmpty();
        Percentiles.Notes([new(Latency, 100, 0), new(Latency, 90, 10)]).ShouldHaveSingleItem().ShouldContain("more than 1 % failed");
        Percentiles.Notes([new(Latency, 50, 0)]).ShouldHaveSingleItem().ShouldContain("a p99 needs 100");
        Percentiles.Notes([new(null, 0, 0)]).ShouldBeEmpty();
    }

    [Test]
    public void A_change_of_RBAC_that_was_not_seen_in_time_has_no_percentiles()
    {
        var seen = Enumerable.Repeat(new RbacDelayRound(1, 0, null, new Dictionary<string, long>()), 99).ToList();
        var delay = new RbacDelay(RbacChange.Grant, 1, Latency, 0, null, seen);

        Percentiles.Of(delay).P90.ShouldBe("2");
        Percentiles.Of(delay with { Rounds = [.. seen.Skip(1), seen[0] with { Milliseconds = null }] }).P90.ShouldBe(Figures.None);
    }

    [Test]
    public void Rounds_that_do_not_hold_are_no_reason_for_or_against_a_percentile()
    {
        var cell = new RbacCostCell(null, RbacCall.Denied, Latency, null, null, new Dictionary<string, long>());
        var whole = new RbacCostRound(1, 1, null, RbacCall.Denied, new LatencyCounts([310, 100]), new Dictionary<string, long>(), null);
        var failing = whole with { Errors = new Dictionary<string, long> { ["timeout"] = 50 }, Invalid = "the engine waited" };

        Percentiles.Of(new RbacCostStep(1, false, [cell], [whole, failing]), cell).P99.ShouldBe("3");
        Percentiles.Of(new RbacCostStep(1, false, [cell], [whole, failing with { Invalid = null }]), cell).P99.ShouldBe(Figures.None);
    }
}
