namespace Harness.Rbac.Validation;

/// <summary>What became of a cell.</summary>
public enum CellOutcome
{
    /// <summary>Every source that was asked says what the policy says.</summary>
    AsExpected,

    /// <summary>It is allowed, and the policy forbids it.</summary>
    Open,

    /// <summary>It is denied, and the policy allows it.</summary>
    Shut,

    /// <summary>The sources contradict each other: at least one of them is not what the others describe.</summary>
    Disagreement,

    /// <summary>A source gave no answer, or none has anything to say about such a cell, and none showed a violation.</summary>
    Undecided,
}

/// <summary>A cell with what each source answered.</summary>
/// <param name="Cell">The question, and what the policy says.</param>
/// <param name="Answers">The answers, in the order of the report's sources.</param>
public sealed record CellResult(AccessCell Cell, IReadOnlyList<CellAnswer> Answers)
{
    /// <summary>What became of it. A violation that one source shows stays one, though another could not be asked.</summary>
    public CellOutcome Outcome { get; } = Judge(Cell, Answers);

    /// <summary>Whether it is open in the past alone: it was done, and is denied by now.</summary>
    public bool WasOpen => Outcome == CellOutcome.Open && Answers.Any(answer => answer.Kind == CellAnswerKind.Denied);

    /// <summary>Whether it is one that makes the whole fail.</summary>
    public bool IsViolation => Outcome is CellOutcome.Open or CellOutcome.Shut or CellOutcome.Disagreement;

    private static CellOutcome Judge(AccessCell cell, IReadOnlyList<CellAnswer> answers)
    {
        bool Any(CellAnswerKind kind) => answers.Any(answer => answer.Kind == kind);

        var isAllowedNow = answers.Any(answer => answer is { Kind: CellAnswerKind.Allowed, IsPast: false });
        return (isAllowedNow, Any(CellAnswerKind.Denied), Any(CellAnswerKind.Undecided)) switch
        {
            (true, true, _) => CellOutcome.Disagreement,
            _ when !cell.IsAllowed && Any(CellAnswerKind.Allowed) => CellOutcome.Open,
            (_, true, _) when cell.IsAllowed => CellOutcome.Shut,
            (_, _, true) => CellOutcome.Undecided,
            _ when answers.All(answer => answer.Kind == CellAnswerKind.NotAsked) => CellOutcome.Undecided,
            _ => CellOutcome.AsExpected,
        };
    }
}
