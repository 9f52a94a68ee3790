using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Each scenario that failed or could not be decided, with what differed and the evidence.</summary>
internal static class FailureSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        WriteOutcome(page, results, ScenarioOutcome.Failed, "What failed");
        WriteOutcome(page, results, ScenarioOutcome.Undecided, "What could not be decided");
    }

    private static void WriteOutcome(MarkdownPage page, RunResults results, ScenarioOutcome outcome, string heading)
    {
        var scenarios = results.Scenarios.Where(scenario => scenario.Outcome == outcome).ToArray();
        if (scenarios.Length == 0)
            return;
        page.Heading(2, heading);
        foreach (var scenario in scenarios)
            WriteScenario(page, scenario);
    }

    private static void WriteScenario(MarkdownPage page, ScenarioResult scenario)
    {
        page.Heading(3, MarkdownText.Inline(scenario.Title));
        page.Paragraph($"{MarkdownText.Code(scenario.Name)}{Claims(scenario)}, after {Figures.Duration(scenario.Duration)}");
        WriteReason(page, scenario.Reason ?? "No reason was given.");
        foreach (var observation in scenario.Observations.Where(observation => !observation.AsExpected))
            WriteObservation(page, observation);
    }

    // An assertion's message of several lines is laid out by its writer; a sentence is not.
    private static void WriteReason(MarkdownPage page, string reason)
    {
        if (reason.Trim().Contains('\n', StringComparison.Ordinal))
            page.Verbatim(reason.Trim());
        else
            page.Paragraph(MarkdownText.Inline(reason));
    }

    private static void WriteObservation(MarkdownPage page, Observation observation)
    {
        page.List([$"{MarkdownText.Inline(observation.Subject)}: expected {MarkdownText.Inline(observation.Expected)}, "
            + $"observed **{MarkdownText.Inline(observation.Observed)}**"]);
        if (!string.IsNullOrWhiteSpace(observation.Evidence))
            page.Verbatim(observation.Evidence, indent: "  ");
    }

    private static string Claims(ScenarioResult scenario) => scenario.Claims.Count == 0
        ? ""
        : $" – {(scenario.Claims.Count == 1 ? "claim" : "claims")} {MarkdownText.Inline(string.Join(", ", scenario.Claims))}";
}
