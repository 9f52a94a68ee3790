using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What is missing in rounds on several ways, or does not hold.</summary>
internal static class LadderDoubts
{
    private const int MostNamed = 3;

    /// <summary>Ways that were not measured, rounds that do not hold, and errors; a sentence each.</summary>
    /// <param name="ladder">The rounds.</param>
    /// <param name="showsPercentiles">Whether the section shows latencies, a dash for those that are not known.</param>
    public static IEnumerable<string> On(LadderResult ladder, bool showsPercentiles = true)
    {
        var rounds = ladder.Cells.SelectMany(cell => cell.Rounds).ToList();
        foreach (var skipped in ladder.Skipped)
            yield return $"Not measured: {MarkdownText.Inline(skipped.Rung)}; {MarkdownText.Inline(skipped.Reason)}";
        foreach (var sentence in Disturbed(ladder.Disturbed))
            yield return sentence;
        if (ladder.Unwatched is { } unwatched)
            yield return MarkdownText.Inline(unwatched);
        if (rounds.Find(round => round.Invalid is not null) is { Invalid: { } reason })
            yield return Invalid(ladder, rounds.Count, reason);
        foreach (var note in showsPercentiles ? Percentiles.Notes(ladder.Cells.Select(Percentiles.Of)) : [])
            yield return note;
        foreach (var cell in ladder.Cells.Where(cell => cell.Errors.Values.Sum() > 0))
            yield return $"Errors, {MarkdownText.Inline(cell.Rung)}, {cell.Connections} in flight: {Errors(cell)}";
    }

    /// <summary>What disturbed rounds, and which were disturbed twice: those are missing.</summary>
    private static IEnumerable<string> Disturbed(IReadOnlyList<DisturbedRound> rounds)
    {
        var cells = rounds.GroupBy(round => (round.Rung, round.Connections, round.Round.Block)).ToList();
        foreach (var cause in rounds.GroupBy(round => round.Disturbance).Take(MostNamed))
        {
            var where = cause.Select(Place).Distinct().Take(MostNamed);
            yield return $"Disturbed, and measured again: {Figures.Counted(cause.Count(), "round")} ({string.Join("; ", where)}), since "
                + MarkdownText.Inline(cause.Key);
        }

        if (cells.Where(cell => cell.Count() > 1).ToList() is [var first, ..] missing)
        {
            yield return $"{Figures.Counted(missing.Count, "round")} missing, disturbed a second time: {Place(first.First())}"
                + (missing.Count > 1 ? "; and others" : "");
        }
    }

    private static string Place(DisturbedRound round) =>
        $"{MarkdownText.Inline(round.Rung)}, {round.Connections} in flight, block {round.Round.Block}";

    /// <summary>How many rounds do not hold, and where most of them are.</summary>
    private static string Invalid(LadderResult ladder, int all, string reason)
    {
        var cells = ladder.Cells.Select(cell => (Cell: cell, Count: cell.Rounds.Count(round => round.Invalid is not null)))
            .Where(one => one.Count > 0).OrderByDescending(one => one.Count).ToList();
        var most = cells.Take(MostNamed).Select(one =>
            $"{MarkdownText.Inline(one.Cell.Rung)}, {one.Cell.Connections} in flight ({one.Count} of {one.Cell.Rounds.Count})");
        return $"{Figures.Count(cells.Sum(one => one.Count))} of {Figures.Counted(all, "round")} measured the engine or its machine: "
            + $"{string.Join("; ", most)}{(cells.Count > MostNamed ? "; and others" : "")}. E.g. {MarkdownText.Inline(reason)}";
    }

    private static string Errors(LadderCell cell) => string.Join(", ", cell.Errors.Where(kind => kind.Value > 0)
        .OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => $"{Figures.Count(kind.Value)} × {MarkdownText.Inline(kind.Key)}"));
}
