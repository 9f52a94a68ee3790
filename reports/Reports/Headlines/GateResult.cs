using Harness.Results;

namespace Harness.Reports.Headlines;

/// <summary>What a gate said of one thing.</summary>
public enum GateOutcome
{
    /// <summary>Within what the gate allows.</summary>
    Passed,

    /// <summary>Beyond it, for certain.</summary>
    Tripped,

    /// <summary>Nothing can be said.</summary>
    Undecided,
}

/// <summary>What a gate said of a run.</summary>
/// <param name="Gate">The gate's name.</param>
/// <param name="AllowsUndecided">Whether what is undecided lets the run through; it is listed all the same.</param>
/// <param name="Rules">What it said of each thing: what tripped first, then what is undecided.</param>
public sealed record GateResult(string Gate, bool AllowsUndecided, IReadOnlyList<GateRuleResult> Rules)
{
    /// <summary>What it comes to, also as the exit code.</summary>
    public Outcome Outcome => Has(GateOutcome.Tripped) ? Outcome.Violation
        : Has(GateOutcome.Undecided) && !AllowsUndecided ? Outcome.Undecided
        : Outcome.AsExpected;

    private bool Has(GateOutcome outcome) => Rules.Any(rule => rule.Outcome == outcome);
}

/// <summary>What a gate said of one figure, or of the claims.</summary>
public sealed record GateRuleResult
{
    /// <summary>The figure's id or the rule's pattern; <c>claims</c> for those.</summary>
    public required string Subject { get; init; }

    /// <summary>What it said.</summary>
    public required GateOutcome Outcome { get; init; }

    /// <summary>Why, in a sentence without its full stop.</summary>
    public required string Why { get; init; }

    /// <summary>
    /// How many times the figure is what it was, with the bounds that were decided by; null where nothing could be compared.
    /// </summary>
    public Interval? Change { get; init; }

    /// <summary>Confidence of those bounds, e.g. 0.998; null where there are none.</summary>
    public double? Confidence { get; init; }

    /// <summary>The share by which it may change; null for claims.</summary>
    public double? Margin { get; init; }

    /// <summary>The runs whose mean was held against the others, this one last; empty where nothing was compared.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>The runs that they were compared with, oldest first.</summary>
    public IReadOnlyList<string> ComparedWith { get; init; } = [];
}
