using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>What a cause is, in a word and a colour.</summary>
internal static class CauseWords
{
    public static string Word(CauseGroup group) => group.Outcome switch
    {
        CellOutcome.Open => group.WasOpen ? "was open" : "open",
        CellOutcome.Shut => "closed",
        CellOutcome.Disagreement => "disagreement",
        CellOutcome.Undecided => "undecided",
        _ => group.Findings[0].Rule.Severity.ToString().ToLowerInvariant(),
    };

    public static string Style(CauseGroup group) => group.Outcome switch
    {
        CellOutcome.Open or CellOutcome.Shut or CellOutcome.Disagreement => "bad",
        CellOutcome.Undecided => "doubt",
        _ => group.Findings[0].Rule.Severity >= Severity.High ? "bad" : "doubt",
    };
}
