using Harness.Load.RbacCost;
using Harness.Results;

namespace Harness.Load.Tests.RbacCost;

/// <summary>Figures from rounds of which the truth is known.</summary>
public sealed class RbacCostStatisticsTests
{
    [Test]
    public void A_call_is_compared_with_the_controls_of_the_same_block()
    {
        // The machine is twice as slow in every other block: a ratio of 3 all the same.
        var rounds = Enumerable.Range(1, 8).SelectMany(block => new[]
        {
            Round(block, null, 100 * (1 + (block % 2))), Round(block, "rules", 300 * (1 + (block % 2))),
        }).ToList();

        var cells = RbacCostStatistics.Cells(rounds, seed: 1);

        cells.Select(cell => (cell.Growth, cell.Call)).ShouldBe([(null, RbacCall.Allowed), ("rules", RbacCall.Allowed)]);
        (cells[0].Times, cells[0].Added).ShouldBe((null, null));
        var times = cells[1].Times!;
        times.Estimate.ShouldBe(3, 1e-9);
        (times.High - times.Low).ShouldBeLessThan(1e-9);
        cells[1].Added!.Estimate.ShouldBe(0.3, 1e-9);
        cells[1].Latency.ShouldBe(new LatencyFigures(0.3, 0.6, 0.6, 0.6));
    }

    [Test]
    public void Rounds_that_do_not_hold_are_left_out_and_their_repetition_counts()
    {
        var rounds = Enumerable.Range(1, 6).SelectMany(block => new[] { Round(block, null, 100), Round(block, "rules", 200) }).ToList();
        rounds.Add(Round(3, "rules", 9_000) with { Invalid = "the engine waited" });

        var cell = RbacCostStatistics.Cells(rounds, seed: 1)[1];

        cell.Times!.Estimate.ShouldBe(2, 1e-9);
        cell.Latency!.Max.ShouldBe(0.2);
    }

    [Test]
    public void Too_few_blocks_of_both_give_no_interval()
    {
        var rounds = Enumerable.Range(1, 6).SelectMany(block => new[]
        {
            Round(block, null, 100) with { Invalid = block == 2 ? "the engine waited" : null }, Round(block, "rules", 200),
        }).ToList();

        RbacCostStatistics.Cells(rounds, seed: 1)[1].Times.ShouldBeNull();
    }

    [Test]
    public void Errors_are_counted_by_kind_and_are_in_no_latency()
    {
        var refused = Round(1, null, 100) with { Latencies = new LatencyCounts([]), Errors = Errors(("timeout", 2)) };

        var cell = RbacCostStatistics.Cells([refused, refused with { Block = 2, Errors = Errors(("timeout", 1), ("200 OK", 5)) }], 1)[0];

        cell.Latency.ShouldBeNull();
        cell.Errors.ShouldBe(Errors(("200 OK", 5), ("timeout", 3)), ignoreOrder: true);
    }

    [Test]
    public void Blocks_in_which_more_than_one_percent_failed_are_compared_with_nothing()
    {
        var rounds = Enumerable.Range(1, 7).SelectMany(block => new[] { Round(block, null, 100), Round(block, "rules", 200) }).ToList();
        rounds.Add(Round(8, null, 100));
        rounds.Add(Round(8, "rules", 9_000) with { Errors = Errors(("timeout", 1)) });

        RbacCostStatistics.Cells(rounds, seed: 1)[1].Added!.Estimate.ShouldBe(0.1, 1e-9);
    }

    private static RbacCostRound Round(int block, string? growth, long microseconds) =>
        new(block, 1, growth, RbacCall.Allowed, new LatencyCounts([microseconds, 10]), Errors(), null);

    private static Dictionary<string, long> Errors(params (string Kind, long Count)[] kinds) =>
        kinds.ToDictionary(kind => kind.Kind, kind => kind.Count);
}
