using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>A ratio in the first lines of a report, where its rounds do not carry it.</summary>
public sealed class BenchmarkLineTests
{
    [Test]
    public void A_ratio_of_too_few_rounds_says_so() => Line(SampleLadder.Ladder with
    {
        Cells = [.. SampleLadder.Ladder.Cells.Select(cell => cell with { Rounds = [.. cell.Rounds.Take(2)] })],
    }).ShouldEndWith("; too few rounds for an interval");

    [Test]
    public void A_ratio_of_rounds_that_do_not_hold_says_so() => Line(SampleLadder.Ladder with
    {
        Cells = [.. SampleLadder.Ladder.Cells.Select(cell => cell with
        {
            Rounds = [.. cell.Rounds.Select(round => round with { Invalid = "the engine was busy" })],
        })],
    }).ShouldEndWith("; in doubt: proxy, 32 connections: 3 of 3 rounds measured the load generator or its machine");

    private static string Line(LadderResult ladder) =>
        BenchmarkLine.ForEach([SampleBenchmarks.Rich[1] with { Ladder = ladder, Alternatives = null }]).ShouldHaveSingleItem();
}
