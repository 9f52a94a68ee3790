using System.Globalization;
using Harness.Reports.Headlines;

namespace Harness.Cli.Texts;

/// <summary>What a gate said, for people: what tripped and what is undecided, each with its reason.</summary>
internal static class GateLines
{
    /// <summary>All of it.</summary>
    public static IEnumerable<string> Of(GateResult gate) => gate.Rules.Where(rule => rule.Outcome != GateOutcome.Passed)
        .Select(rule => PrintableText.Line($"{Word(rule.Outcome)} {rule.Subject}: {rule.Why}"))
        .Prepend(PrintableText.Line($"gate {Summary(gate)}"));

    /// <summary>It in a few words, e.g. <c>nightly: tripped (1 tripped, 12 passed)</c>.</summary>
    public static string Summary(GateResult gate)
    {
        var counts = from rule in gate.Rules
                     group rule by rule.Outcome into alike
                     select string.Create(CultureInfo.InvariantCulture, $"{alike.Count()} {EnumWord.Of(alike.Key)}");
        var verdict = gate.Outcome switch
        {
            Outcome.Violation => "tripped",
            Outcome.Undecided => "undecided",
            _ => "passed",
        };
        var isLenient = gate is { AllowsUndecided: true, Outcome: Outcome.AsExpected }
            && gate.Rules.Any(rule => rule.Outcome == GateOutcome.Undecided);
        return $"{gate.Gate}: {verdict} ({string.Join(", ", counts)}){(isLenient ? "; it allows what is undecided" : "")}";
    }

    private static string Word(GateOutcome outcome) => outcome == GateOutcome.Tripped ? "  TRIPPED  " : "  undecided";
}
