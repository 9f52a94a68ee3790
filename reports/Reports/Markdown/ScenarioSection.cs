using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The scenarios one by one.</summary>
internal static class ScenarioSection
{
    public static void WriteSkipped(MarkdownPage page, RunResults results)
    {
        var skipped = results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Skipped).ToArray();
        if (skipped.Length == 0)
            return;
        page.Heading(2, "Skipped");
        page.List(skipped.Select(scenario =>
            $"{MarkdownText.Inline(scenario.Title)}: {MarkdownText.Inline(scenario.Reason ?? "no reason given")}"));
    }

    public static void WriteAll(MarkdownPage page, RunResults results)
    {
        if (results.Scenarios.Count == 0)
            return;
        page.Heading(2, "All scenarios");
        page.Table(["Scenario", "What it shows", "Claims", "Outcome", ">Took"], results.Scenarios.Select(scenario => (IReadOnlyList<string>)
        [
            MarkdownText.CodeCell(scenario.Name),
            MarkdownText.Cell(scenario.Title),
            MarkdownText.Cell(string.Join(", ", scenario.Claims)),
            Word(scenario.Outcome),
            Figures.Duration(scenario.Duration),
        ]));
    }

    public static string Word(ScenarioOutcome outcome) => outcome switch
    {
        ScenarioOutcome.Passed => "passed",
        ScenarioOutcome.Failed => "**failed**",
        ScenarioOutcome.Skipped => "skipped",
        _ => "**undecided**",
    };
}
