using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>What is so of one consumer and one sentence.</summary>
internal enum SentenceState
{
    /// <summary>The policy says nothing of it, or not of all.</summary>
    NotJudged,

    /// <summary>It can, as the policy says.</summary>
    Can,

    /// <summary>It cannot, as the policy says.</summary>
    Cannot,

    /// <summary>Part of it is allowed and part forbidden, as the policy says.</summary>
    InPart,

    /// <summary>It can, and must not.</summary>
    MustNot,

    /// <summary>It cannot, and must be able to.</summary>
    Must,

    /// <summary>The sources contradict each other.</summary>
    Disagreement,

    /// <summary>It is not known.</summary>
    Undecided,
}

/// <summary>A consumer's place in a sentence's row.</summary>
/// <param name="State">What is so.</param>
internal sealed record SentenceCell(SentenceState State)
{
    /// <summary>In a word or two.</summary>
    public string Word => State switch
    {
        SentenceState.Can => "can",
        SentenceState.Cannot => "can't",
        SentenceState.InPart => "in part",
        SentenceState.MustNot => "CAN, must not",
        SentenceState.Must => "CAN'T, must",
        SentenceState.Disagreement => "DISAGREE",
        SentenceState.Undecided => "UNDECIDED",
        _ => "-",
    };

    /// <summary>Whether it is as the policy says; null where it says nothing, or where nothing is known.</summary>
    public bool? IsRight => State switch
    {
        SentenceState.Can or SentenceState.Cannot or SentenceState.InPart => true,
        SentenceState.NotJudged or SentenceState.Undecided => null,
        _ => false,
    };

    /// <summary>Of the cells that a sentence is made of, what is wrong counts, then what is not known.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="areAll">Whether they are the whole sentence.</param>
    public static SentenceCell Of(IReadOnlyList<CellResult> cells, bool areAll)
    {
        bool Any(CellOutcome outcome) => cells.Any(cell => cell.Outcome == outcome);

        var allowed = cells.Count(cell => cell.Cell.IsAllowed);
        return new(
            cells.Count == 0 ? SentenceState.NotJudged
            : Any(CellOutcome.Open) ? SentenceState.MustNot
            : Any(CellOutcome.Shut) ? SentenceState.Must
            : Any(CellOutcome.Disagreement) ? SentenceState.Disagreement
            : Any(CellOutcome.Undecided) ? SentenceState.Undecided
            : !areAll ? SentenceState.NotJudged
            : allowed == cells.Count ? SentenceState.Can
            : allowed == 0 ? SentenceState.Cannot : SentenceState.InPart);
    }
}
