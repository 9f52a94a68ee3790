using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>What is wrong in a run, the worst first: for the head of a report and for the terminal.</summary>
public static class WorstThings
{
    /// <summary>Everything that is wrong; empty where all that was judged is as expected.</summary>
    public static IReadOnlyList<WorstThing> Of(RunResults results) =>
    [
        .. Access(results, CellVerdict.Open, Concern.Open, "let through, and must not be", "narrow the rule that grants it, shown by"),
        .. Access(results, CellVerdict.Closed, Concern.Closed, "denied, and must be let through",
            "grant what is missing: the nearest rule, and why it does not match, is shown by"),
        .. results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed && !IsToldByCells(scenario)).Select(Failed),
        .. results.Benchmarks.Select(benchmark => benchmark.Plan).OfType<PlanResult>().Where(plan => plan.IsExceeded)
            .SelectMany(plan => plan.Scenarios).Where(one => one is { Exceeded: not null, Disturbed: null, Invalid: null })
            .Select(one => Exceeded(one, results.Manifest)),
        .. Partial(results.Manifest),
        .. Undecided(results),
    ];

    /// <summary>How a scenario is run again, and nothing else.</summary>
    public static string Again(ScenarioResult scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return $"./run.sh --filter {Quoted(scenario.Name)}";
    }

    private static IEnumerable<WorstThing> Access(RunResults results, CellVerdict verdict, Concern concern, string wrong, string fix) =>
        from scenario in results.Scenarios
        from cell in scenario.Cells
        where CellVerdicts.Of(cell) == verdict
        group (Scenario: scenario, Cell: cell) by (cell.Matrix, cell.Row) into row
        let columns = row.Select(one => one.Cell.Column).Distinct().ToList()
        let call = row.Select(one => one.Cell.Call).FirstOrDefault(call => call is not null)
        let shown = string.Join(", ", columns.Take(4)) + (columns.Count > 4 ? $" and {Figures.Count(columns.Count - 4)} more" : "")
        let verb = columns.Count == 1 ? "is" : "are"
        select new WorstThing(concern, $"{row.Key.Row}: {shown} {verb} {wrong} ({row.Key.Matrix})",
            call is null ? "look at its evidence, and run it alone" : fix, call is null ? Again(row.First().Scenario) : Explain(call));

    /// <summary>What would tell why the authorizer decides so; of several calls of a row, the first.</summary>
    private static string Explain(CellCall call) => $"./run.sh explain {Quoted(call.Subject)} {Quoted(call.Method)} {Quoted(call.Url)}";

    private static bool IsToldByCells(ScenarioResult scenario) =>
        scenario.Cells.Any(cell => CellVerdicts.Of(cell) is CellVerdict.Open or CellVerdict.Closed);

    private static WorstThing Failed(ScenarioResult scenario)
    {
        var differing = scenario.Observations.Where(observation => !observation.AsExpected).ToList();
        var what = differing.Count == 0
            ? scenario.Reason ?? "no reason was given"
            : $"{differing[0].Subject}: expected {differing[0].Expected}, observed {differing[0].Observed}"
                + (differing.Count > 1 ? $", and {Figures.Count(differing.Count - 1)} more" : "");
        return new WorstThing(
            Concern.Failed, $"{scenario.Title}: {OneLine(what)}", "look at its evidence, and run it alone", Again(scenario));
    }

    private static WorstThing Exceeded(PlannedFigures one, RunManifest manifest) => new(
        Concern.Exceeded, $"{one.Scenario}: threshold exceeded: {one.Exceeded}",
        "take load off the service, or set another threshold in the plan, and measure again", manifest.Command);

    private static IEnumerable<WorstThing> Partial(RunManifest manifest) => manifest.State == RunState.Complete
        ? []
        : [new WorstThing(Concern.Partial, PartialRun.Sentence(manifest), "run it again", manifest.Command)];

    private static IEnumerable<WorstThing> Undecided(RunResults results) =>
        from scenario in results.Scenarios
        where scenario.Outcome == ScenarioOutcome.Undecided
        group scenario by OneLine(scenario.Reason ?? "no reason was given") into alike
        let more = alike.Count() > 1 ? $", and {Figures.Counted(alike.Count() - 1, "other scenario")}" : ""
        select new WorstThing(
            Concern.Undecided, $"{alike.First().Title}{more}: {alike.Key}", "mend that, and ask again", Again(alike.First()));

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As a shell takes it: names come from files.</summary>
    private static string Quoted(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || "_.-/:".Contains(letter))
        ? name
        : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
