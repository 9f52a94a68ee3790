using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.JUnit;

/// <summary>A case for each scenario.</summary>
internal static class ScenarioCases
{
    public static IEnumerable<JUnitCase> Of(RunResults results) => results.Scenarios.Select(Of);

    /// <summary>An error of its own for a partial run: a reader of this file alone must not take its passes for the whole.</summary>
    public static IEnumerable<JUnitCase> OfState(RunResults results) => !RunSummary.Of(results).IsPartial ? [] :
    [
        new JUnitCase("Run", "The_run_came_to_its_end")
        {
            Outcome = JUnitOutcome.Error,
            Type = "Partial",
            Message = $"the results are partial: {PartialRun.Sentence(results.Manifest)}",
        },
    ];

    private static JUnitCase Of(ScenarioResult scenario)
    {
        var (className, name) = Split(scenario.Name);
        var one = new JUnitCase(className, name) { Duration = scenario.Duration, About = About(scenario) };
        return scenario.Outcome switch
        {
            ScenarioOutcome.Failed => Wrong(one, scenario, JUnitOutcome.Failure, "Violation"),
            ScenarioOutcome.Undecided => Wrong(one, scenario, JUnitOutcome.Error, "Undecided"),
            ScenarioOutcome.Skipped => one with { Outcome = JUnitOutcome.Skipped, Message = scenario.Reason ?? "no reason given" },
            _ => one,
        };
    }

    private static JUnitCase Wrong(JUnitCase one, ScenarioResult scenario, JUnitOutcome outcome, string type) => one with
    {
        Outcome = outcome,
        Type = type,
        Message = scenario.Reason ?? scenario.Title,
        Evidence = Differing(scenario),
    };

    private static string About(ScenarioResult scenario) =>
        scenario.Claims.Count == 0 ? scenario.Title : $"{scenario.Title}\nclaims: {string.Join(", ", scenario.Claims)}";

    private static string Differing(ScenarioResult scenario) => string.Join(
        "\n\n",
        scenario.Observations.Where(observation => !observation.AsExpected).Select(observation =>
            $"{observation.Subject}: expected {observation.Expected}, observed {observation.Observed}"
            + (observation.Evidence is null ? "" : $"\n{observation.Evidence}")));

    // At the last dot before any arguments, which may contain dots.
    private static (string ClassName, string Name) Split(string name)
    {
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var dot = name.LastIndexOf('.', arguments < 0 ? name.Length - 1 : arguments);
        return dot <= 0 ? ("Scenarios", name) : (name[..dot], name[(dot + 1)..]);
    }
}
