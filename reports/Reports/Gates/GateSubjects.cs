using Harness.Reports.Headlines;
using Harness.Reports.Measured;

namespace Harness.Reports.Gates;

/// <summary>A figure that a rule is about.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Figure">The figure, of this run or of one before it; null where no figure is meant.</param>
internal sealed record GateSubject(GateRule Rule, HeadlineFigure? Figure);

/// <summary>Finds the figures that a rule is about.</summary>
internal static class GateSubjects
{
    /// <summary>
    /// Those of the run, and those of the runs before it that it would be held against: one that is not measured any more does not pass
    /// unseen, and not from the second night on either. Where there are none, the rule itself.
    /// </summary>
    public static IReadOnlyList<GateSubject> Of(GateRule rule, RunReport report, IReadOnlyList<RunReport> earlier)
    {
        // A run of other benchmarks, or without any, says nothing about what this one should have measured.
        var measured = report.Figures.Select(figure => figure.Benchmark).ToHashSet(StringComparer.Ordinal);
        var before = earlier.Where(run => run.Figures.Any(figure => measured.Contains(figure.Benchmark))).TakeLast(rule.LeastHistory);
        var meant = report.Figures.Concat(before.Reverse().SelectMany(run => run.Figures))
            .Where(figure => FigureId.Matches(rule.Figure, figure.Id)).DistinctBy(figure => figure.Id)
            .Select(figure => new GateSubject(rule, figure)).ToList();
        return meant.Count > 0 ? meant : [new GateSubject(rule, null)];
    }
}
