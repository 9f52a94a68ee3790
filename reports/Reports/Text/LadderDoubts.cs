using Harness.Results;

namespace Harness.Reports.Text;

/// <summary>
/// What is missing in rounds on several ways, or does not hold: ways that were not measured, rounds that tell of something else, and
/// errors. Each in a sentence without its full stop, with texts from outside as they are: whoever writes them in a format encodes them.
/// </summary>
internal static class LadderDoubts
{
    private const int MostNamed = 3;

    /// <summary>What is to be said.</summary>
    /// <param name="ladder">The rounds.</param>
    /// <param name="showsPercentiles">Whether latencies are shown beside it, with a dash for those that are not known.</param>
    public static IEnumerable<string> On(LadderResult ladder, bool showsPercentiles = true)
    {
        foreach (var skipped in ladder.Skipped)
            yield return $"Not measured: {skipped.Rung}; {skipped.Reason}";
        foreach (var sentence in Disturbed(ladder.Disturbed))
            yield return sentence;
        if (ladder.Unwatched is { } unwatched)
            yield return unwatched;
        if (Invalid(ladder) is { } invalid)
            yield return invalid;
        foreach (var note in showsPercentiles ? Percentiles.Notes(ladder.Cells.Select(Percentiles.Of)) : [])
            yield return note;
        foreach (var cell in ladder.Cells.Where(cell => cell.Errors.Values.Sum() > 0))
            yield return $"Errors, {cell.Rung}, {Figures.Count(cell.Connections)} in flight: {ErrorKinds.Of(cell.Errors)}";
    }

    /// <summary>What is to be said of load by several agents: also which were lost, and what became of that round.</summary>
    public static IEnumerable<string> On(AgentsResult agents) => On(agents.Ways).Concat(
        from round in agents.Rounds
        where round.Lost.Count > 0
        let why = string.Join("; ", round.Lost.Select(loss => $"agent {Figures.Count(loss.Agent)}: {loss.Why}"))
        let then = round.IsGivenUp ? "lost for the second time: it is in no figure" : "repeated: it is in no figure"
        select $"Round {Figures.Count(round.Number)}, {round.Rung}: {why}; {then}");

    /// <summary>What disturbed rounds, and which were disturbed twice: those are missing.</summary>
    private static IEnumerable<string> Disturbed(IReadOnlyList<DisturbedRound> rounds)
    {
        foreach (var cause in rounds.GroupBy(round => round.Disturbance))
        {
            yield return $"Disturbed, and measured again: {Figures.Counted(cause.Count(), "round")} "
                + $"({Some([.. cause.Select(Place).Distinct()])}), since {cause.Key}";
        }

        var missing = rounds.GroupBy(round => (round.Rung, round.Connections, round.Round.Block)).Where(cell => cell.Count() > 1)
            .Select(cell => Place(cell.First())).ToList();
        if (missing.Count > 0)
            yield return $"{Figures.Counted(missing.Count, "round")} missing, disturbed a second time: {Some(missing)}";
    }

    private static string Place(DisturbedRound round) =>
        $"{round.Rung}, {Figures.Count(round.Connections)} in flight, block {Figures.Count(round.Round.Block)}";

    /// <summary>How many rounds do not hold, and where most of them are.</summary>
    private static string? Invalid(LadderResult ladder)
    {
        var rounds = ladder.Cells.SelectMany(cell => cell.Rounds).ToList();
        if (rounds.Find(round => round.Invalid is not null) is not { Invalid: { } reason })
            return null;
        var cells = ladder.Cells.Select(cell => (Cell: cell, Count: cell.Rounds.Count(round => round.Invalid is not null)))
            .Where(one => one.Count > 0).OrderByDescending(one => one.Count)
            .Select(one => $"{one.Cell.Rung}, {Figures.Count(one.Cell.Connections)} in flight "
                + $"({Figures.Count(one.Count)} of {Figures.Count(one.Cell.Rounds.Count)})").ToList();
        return $"{Figures.Count(rounds.Count(round => round.Invalid is not null))} of {Figures.Counted(rounds.Count, "round")} measured "
            + $"the load generator or its machine: {Some(cells)}. E.g. {reason}";
    }

    private static string Some(List<string> all) =>
        string.Join("; ", all.Take(MostNamed)) + (all.Count > MostNamed ? "; and others" : "");
}
