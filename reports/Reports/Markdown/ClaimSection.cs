using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Every claim with its verdict; those the run did not touch in one line.</summary>
internal static class ClaimSection
{
    public static void Write(MarkdownPage page, RunSummary summary)
    {
        if (summary.Claims.Count == 0)
            return;
        page.Heading(2, "Verdict by claim");
        var tried = summary.Claims.Where(claim => claim.Standing != ClaimStanding.NotRun).ToArray();
        if (tried.Length > 0)
            page.Table(["Id", "Claim", "Verdict", "Scenarios"], tried.Select(Row));

        var rest = summary.Claims.Where(claim => claim.Standing == ClaimStanding.NotRun).Select(claim => claim.Claim.Id).ToArray();
        if (rest.Length > 0)
            page.Paragraph($"Not run: {string.Join(", ", rest)}.");
    }

    private static IReadOnlyList<string> Row(ClaimVerdict verdict) =>
    [
        MarkdownText.Cell(verdict.Claim.Id),
        MarkdownText.Cell(verdict.Claim.Text),
        Standing(verdict),
        string.Join("<br>", verdict.Scenarios.Select(Scenario)),
    ];

    private static string Standing(ClaimVerdict verdict)
    {
        var word = verdict.Standing switch
        {
            ClaimStanding.Proven => "proven",
            ClaimStanding.Refuted => "**refuted**",
            ClaimStanding.Undecided => "**undecided**",
            ClaimStanding.Skipped => "skipped",
            ClaimStanding.Measured => "measured: see [Proxied against direct](#proxied-against-direct)",
            _ => "not run",
        };
        return verdict.Remark is null ? word : $"{word} – {MarkdownText.Cell(verdict.Remark)}";
    }

    private static string Scenario(ScenarioResult scenario)
    {
        var name = MarkdownText.CodeCell(scenario.Name);
        return scenario.Outcome == ScenarioOutcome.Passed ? name : $"{name} {ScenarioSection.Word(scenario.Outcome)}";
    }
}
