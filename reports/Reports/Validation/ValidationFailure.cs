namespace Harness.Reports.Validation;

/// <summary>Why a validation came to no report.</summary>
/// <param name="Outcome">The command's outcome: bad input, or undecided.</param>
/// <param name="Message">What was wrong, a line each; nothing in it looks like a secret.</param>
public sealed record ValidationFailure(Outcome Outcome, string Message)
{
    /// <summary>The verdict in one line.</summary>
    public string Headline => Outcome == Outcome.BadInput
        ? "Nothing was checked: the input is wrong"
        : "Nothing was checked: what is needed for it could not be had";

    /// <summary>The message's lines.</summary>
    public IEnumerable<string> Lines => Message.ReplaceLineEndings("\n").Split('\n').Select(PrintableText.Line);
}
