using Harness.Reports.Headlines;

namespace Harness.Reports.Markdown;

/// <summary>What a gate said of the run: it may be all that turns a job red.</summary>
internal static class GateSection
{
    public static void Write(MarkdownPage page, GateResult? gate)
    {
        if (gate is null)
            return;
        page.Heading(2, $"Gate {MarkdownText.Inline(gate.Gate)}: {Word(gate)}");
        page.Table(["Held", "", "Why"], gate.Rules.Select(Row));
    }

    private static string Word(GateResult gate) => gate.Outcome switch
    {
        Outcome.Violation => "tripped",
        Outcome.Undecided => "undecided",
        _ when gate.Rules.Any(rule => rule.Outcome == GateOutcome.Undecided) => "let through, though not all could be decided",
        _ => "passed",
    };

    private static IReadOnlyList<string> Row(GateRuleResult rule) =>
    [
        MarkdownText.CodeCell(rule.Subject),
        rule.Outcome switch { GateOutcome.Passed => "passed", GateOutcome.Tripped => "**tripped**", _ => "undecided" },
        MarkdownText.Cell(rule.Why),
    ];
}
