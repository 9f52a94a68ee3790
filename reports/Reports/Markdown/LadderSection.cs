using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What each step of the way costs: a table for each number of connections, and how far to trust it.</summary>
internal static class LadderSection
{
    public static void Write(MarkdownPage page, LadderResult ladder)
    {
        page.Paragraph(
            "What each step costs: a rung is compared with the one that it is a step longer than, in rounds of the same block. Brackets "
            + "hold 95 % intervals.");
        foreach (var cells in ladder.Cells.GroupBy(cell => cell.Connections).OrderBy(group => group.Key))
        {
            page.Heading(4, Figures.Counted(cells.Key, "request") + " in flight");
            page.Table(
                [
                    "Rung", ">Requests/s", ">p50 / p99 in ms", ">Errors",
                    "Compared with", ">Added to p50, in ms", ">Requests/s, times", "That is",
                ],
                cells.Select(cell => (IReadOnlyList<string>)[.. LadderText.Measured(cell), .. Compared(StepOf(ladder, cell))]));
        }

        page.List(Notes(ladder));
        ProcessorSection.Write(page, ladder.Processors);
    }

    private static LadderStep? StepOf(LadderResult ladder, LadderCell cell) => ladder.Steps.Concat(ladder.Controls)
        .FirstOrDefault(step => step.Rung == cell.Rung && step.Connections == cell.Connections);

    private static IEnumerable<string> Compared(LadderStep? step) => step is null
        ? [Figures.None, Figures.None, Figures.None, ""]
        : [MarkdownText.Inline(step.Against), .. LadderText.Of(step)];

    private static IEnumerable<string> Notes(LadderResult ladder)
    {
        var rounds = ladder.Cells.SelectMany(cell => cell.Rounds).ToList();
        var blocks = rounds.Select(round => round.Block).DefaultIfEmpty().Max();
        var seconds = rounds.Select(round => round.Seconds).DefaultIfEmpty(double.NaN).Average();
        yield return $"{Figures.Counted(blocks, "block")}, each with every cell once, in random order (seed "
            + $"{FormattableString.Invariant($"{ladder.Seed}")}); rounds of {Figures.Number(seconds)} s. "
            + "Requests/s are the median of the rounds; latencies are of all rounds together. What is compared are the two rounds of each "
            + "block: times and added latency are means over the blocks, which medians of all rounds may contradict";
        yield return "\"The same\" means that the 90 % interval lies within "
            + $"{Figures.Number(ladder.Margin * 100)} % of 1; \"slower\" and \"faster\", that the 99 % interval excludes 1 and the "
            + "estimate lies outside of that";
        foreach (var control in ladder.Controls.GroupBy(control => (control.Rung, control.Against)))
        {
            var alarms = control.Count(one => one.Verdict is ChangeVerdict.Less or ChangeVerdict.More);
            yield return $"Control: \"{MarkdownText.Inline(control.Key.Rung)}\" is \"{MarkdownText.Inline(control.Key.Against)}\", "
                + $"measured like another rung and compared with it: {Figures.Counted(alarms, "false alarm")} in "
                + Figures.Counted(control.Count(), "comparison");
        }

        foreach (var via in ladder.Cells.GroupBy(cell => cell.Via))
            yield return $"Via {MarkdownText.Inline(via.Key)}: {Rungs(via)}";
        foreach (var doubt in LadderDoubts.On(ladder).Select(MarkdownText.Inline))
            yield return doubt;
    }

    private static string Rungs(IEnumerable<LadderCell> cells) =>
        string.Join(", ", cells.Select(cell => MarkdownText.Inline(cell.Rung)).Distinct());
}
