using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Calls that failed while the pods behind a service changed, second by second.</summary>
internal static class ChangePlot
{
    /// <summary>How many failed in each second, round after round.</summary>
    public static IReadOnlyList<long> Failed(HeadlessChange change) => [.. change.Rounds.SelectMany(round => round.FailedBySecond)];

    /// <summary>The picture.</summary>
    public static ColumnChart Chart(HeadlessChange change, string id, string title) => new(
        id, title, Caption(change), new ChartAxis("Seconds of load, round after round"),
        new ChartAxis("Calls that failed in each second") { WithZero = true }, Failed(change), Breaks(change));

    /// <summary>What is seen in it.</summary>
    public static string Caption(HeadlessChange change)
    {
        var failed = Failed(change);
        var (first, last) = (failed.Index().First(one => one.Item > 0).Index, failed.Index().Last(one => one.Item > 0).Index);
        var most = failed.Index().MaxBy(one => one.Item);
        return CostText.Sentences(
            $"{CostText.Capital(change.Change)}: {Figures.Count(failed.Sum())} calls failed, "
            + (first == last ? $"all in second {Figures.Count(first)}"
                : $"from second {Figures.Count(first)} to second {Figures.Count(last)}, "
                    + $"most, {Figures.Count(most.Item)}, in second {Figures.Count(most.Index)}"),
            ErrorKinds.Of(change.Errors) is { Length: > 0 } kinds ? $"By kind: {kinds}" : "",
            change.NotSettled is { } reason ? $"The change did not settle: {reason}"
                : change.Settled is { } seconds ? $"It settled {Figures.Number(seconds)} s after the API server's answer to it" : "");
    }

    /// <summary>The same figures.</summary>
    public static CostTable Seconds(string name, HeadlessChange change) => CostTable.Of(
        name, ["Second", ">Calls that failed"],
        Failed(change).Index().Where(one => one.Item > 0)
            .Select(one => (IEnumerable<string>)[Figures.Count(one.Index), Figures.Count(one.Item)]));

    /// <summary>A row for each change.</summary>
    public static CostTable Table(string name, IReadOnlyList<HeadlessChange> changes) => CostTable.WithDoubts(
        name,
        [
            "Change", ">Answers", ">Failed", ">p50 in ms", ">p99 in ms", ">Largest in ms", ">First answer of a new pod, s",
            ">All new pods have answered, s", ">Last answer of a removed pod, s", ">Settled, s", CostText.DoubtColumn,
        ],
        changes.Select(change => (IEnumerable<string>)
        [
            change.Change, Figures.Count(change.Answers), Figures.Count(change.Errors.Values.Sum()), Percentiles.Of(change).P50,
            Percentiles.Of(change).P99, Percentiles.Of(change).Max, CostText.Number(change.NewPods.Values.Min()),
            CostText.Number(change.NewPods.Values.Contains(null) ? null : change.NewPods.Values.Max()),
            CostText.Number(change.RemovedPods.Values.Max()), CostText.Number(change.Settled), DoubtOf(change),
        ]));

    private static string DoubtOf(HeadlessChange change) => CostText.Joined(
        ErrorKinds.Of(change.Errors),
        change.NotSettled is { } reason ? $"not settled: {reason}" : "",
        change.Rounds.Select(round => round.Invalid).OfType<string>().FirstOrDefault() is { } invalid
            ? $"{CostText.Doubt} latencies do not hold: {invalid}" : "");

    private static List<(int Column, string Text)> Breaks(HeadlessChange change)
    {
        var (breaks, column) = (new List<(int Column, string Text)>(), 0);
        foreach (var (i, round) in change.Rounds.Index())
        {
            if (i > 0)
                breaks.Add((column, $"round {Figures.Count(i + 1)}"));
            column += round.FailedBySecond.Count;
        }

        return breaks;
    }
}
