using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What is missing in rounds on several ways, or does not hold; a sentence each.</summary>
internal static class LadderRemarks
{
    private const int MostNamed = 3;

    /// <summary>What is to be said.</summary>
    public static IEnumerable<string> On(LadderResult ladder)
    {
        foreach (var skipped in ladder.Skipped)
            yield return $"Not measured: {skipped.Rung}; {skipped.Reason}.";
        foreach (var cause in ladder.Disturbed.GroupBy(round => round.Disturbance))
        {
            var where = cause.Select(round => $"{round.Rung}, {Figures.Count(round.Connections)} in flight, block {round.Round.Block}")
                .Distinct().ToList();
            yield return $"Disturbed, and measured again: {Figures.Counted(cause.Count(), "round")} "
                + $"({string.Join("; ", where.Take(MostNamed))}{(where.Count > MostNamed ? "; and others" : "")}), since {cause.Key}.";
        }

        if (ladder.Unwatched is { } unwatched)
            yield return unwatched + ".";
        var rounds = ladder.Cells.SelectMany(cell => cell.Rounds).ToList();
        if (rounds.Find(round => round.Invalid is not null) is { Invalid: { } reason })
        {
            yield return $"{Figures.Count(rounds.Count(round => round.Invalid is not null))} of {Figures.Counted(rounds.Count, "round")} "
                + $"measured the load generator or its machine, e.g. {reason}.";
        }

        foreach (var cell in ladder.Cells.Where(cell => CostText.Kinds(cell.Errors).Length > 0))
            yield return $"Failed, {cell.Rung}, {Figures.Count(cell.Connections)} in flight: {CostText.Kinds(cell.Errors)}.";
        foreach (var note in Percentiles.Notes(ladder.Cells.Select(Percentiles.Of)))
            yield return note + ".";
    }
}
