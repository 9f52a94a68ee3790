using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Trend;

/// <summary>What a gate said of the run.</summary>
internal sealed class GateSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input) => input.Gate is { } gate
        ? new HtmlSection("gate", "Gate", HtmlTemplates.Fill("Trend.gate", new GateModel(
            gate.Gate, Word(gate.Outcome), Style(gate.Outcome), [.. gate.Rules.Select(Row)])))
        : null;

    private static RowModel Row(GateRuleResult rule) => new(
        rule.Subject,
        rule.Outcome switch { GateOutcome.Passed => "✓ passed", GateOutcome.Tripped => "✗ tripped", _ => "? undecided" },
        rule.Outcome switch { GateOutcome.Passed => "good", GateOutcome.Tripped => "bad", _ => "doubt" },
        rule.Confidence is { } confidence ? $"{TrendText.Times(rule.Change)}, {Figures.Number(confidence * 100)} %" : Figures.None,
        rule.Why);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Violation => "It tripped",
        Outcome.Undecided => "It is undecided",
        _ => "It lets the run through",
    };

    private static string Style(Outcome outcome) => outcome switch
    {
        Outcome.Violation => "bad",
        Outcome.Undecided => "doubt",
        _ => "good",
    };

    private sealed record GateModel(string Gate, string Word, string Style, IReadOnlyList<RowModel> Rules);

    private sealed record RowModel(string Subject, string Verdict, string Style, string Times, string Why);
}
