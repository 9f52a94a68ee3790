namespace Harness.Reports.Gates;

/// <summary>Which change of a figure trips a gate.</summary>
public enum GateDirection
{
    /// <summary>To the worse; any of a figure that has no better side.</summary>
    Worse,

    /// <summary>Any.</summary>
    Either,
}

/// <summary>What a gate demands of figures.</summary>
/// <param name="Figure">The figure's id, or a pattern in which <c>*</c> stands for any characters.</param>
/// <param name="Margin">Share by which it may change, e.g. 0.03.</param>
public sealed record GateRule(string Figure, double Margin)
{
    /// <summary>Which change trips it.</summary>
    public GateDirection Direction { get; init; } = GateDirection.Worse;

    /// <summary>
    /// Fewest rounds that a run's figure needs, where it has rounds: as many as the quick benchmark has. Fewer rounds scatter more from run
    /// to run, which is what a gate judges by.
    /// </summary>
    public int LeastRounds { get; init; } = 4;

    /// <summary>Fewest earlier runs to hold it against.</summary>
    public int LeastHistory { get; init; } = 5;
}

/// <summary>What a gate allows of claims; one that is refuted trips it always.</summary>
/// <param name="Skipped">How many may be skipped.</param>
/// <param name="Undecided">How many may be undecided.</param>
public sealed record ClaimBudget(int Skipped, int Undecided);
