using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What is wrong at a glance: a line for each of the first scenarios that failed, then for those not decided.</summary>
internal static class WorstSection
{
    private const int Most = 10;
    private const int LongestReason = 200;

    public static void Write(MarkdownPage page, RunResults results)
    {
        ScenarioResult[] wrong =
        [
            .. results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed),
            .. results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Undecided),
        ];
        if (wrong.Length == 0)
            return;
        page.Heading(2, "What is wrong");
        page.List(wrong.Take(Most).Select(Line));
        if (wrong.Length > Most)
            page.Paragraph($"… and {Figures.Count(wrong.Length - Most)} more, below with their evidence.");
    }

    private static string Line(ScenarioResult scenario)
    {
        var claims = scenario.Claims.Count == 0 ? "" : $" ({MarkdownText.Inline(string.Join(", ", scenario.Claims))})";
        return $"{ScenarioSection.Word(scenario.Outcome)} {MarkdownText.Inline(Short(scenario.Title))}{claims}: "
            + MarkdownText.Inline(Short(scenario.Reason ?? "no reason was given"));
    }

    /// <summary>In one line, which an assertion's message of several lines is not.</summary>
    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestReason ? line : $"{line[..LongestReason]}…";
    }
}
