using Harness.Reports.Measured;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>What two runs say of a figure.</summary>
public enum FigureVerdict
{
    /// <summary>Too little was measured, or it scatters too much, to say any of the others.</summary>
    Inconclusive,

    /// <summary>It stays within the margin.</summary>
    Same,

    /// <summary>Better, and by more than the margin.</summary>
    Better,

    /// <summary>Worse, and by more than the margin.</summary>
    Worse,

    /// <summary>Another one, by more than the margin, of which nobody can say whether it is better.</summary>
    Changed,
}

/// <summary>A figure in two runs.</summary>
/// <param name="Before">In the one; null where it was not measured.</param>
/// <param name="After">In the other; null where it was not measured.</param>
/// <param name="Verdict">What the two say.</param>
public sealed record FigureComparison(HeadlineFigure? Before, HeadlineFigure? After, FigureVerdict Verdict)
{
    /// <summary>How many times the one the other is, with <see cref="RunComparison.Confidence"/>; null where there is no telling.</summary>
    public Interval? Change { get; init; }

    /// <summary>Whether that interval holds how far the figure scatters from run to run; else it is of these two runs alone.</summary>
    public bool HoldsScatterOfRuns { get; init; }

    /// <summary>Why there is no verdict, in a sentence without its full stop; null where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it is worse, better or otherwise changed.</summary>
    internal bool IsChanged => Verdict is FigureVerdict.Worse or FigureVerdict.Better or FigureVerdict.Changed;

    /// <summary>Whether both runs measured it.</summary>
    internal bool IsOfBoth => Before is not null && After is not null;

    /// <summary>The figure.</summary>
    public HeadlineFigure Figure => After ?? Before!;
}
