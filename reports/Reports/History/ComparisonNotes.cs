using Harness.Reports.Headlines;
using Harness.Reports.Text;

namespace Harness.Reports.History;

/// <summary>What is to be known of a comparison of two runs before its figures are believed.</summary>
internal static class ComparisonNotes
{
    /// <summary>Each in a sentence without its full stop.</summary>
    public static IEnumerable<string> Of(RunReport before, RunReport after, IReadOnlyList<FigureComparison> figures)
    {
        if (RunHistory.Difference(before, after) is { } difference)
            yield return $"{before.Run} is not of the same kind as {after.Run} ({difference}): differences may be the machine's";
        if (before.Cluster?.KubernetesVersion is { } old && after.Cluster?.KubernetesVersion is { } now && old != now)
            yield return $"Kubernetes {old} before, {now} after";
        foreach (var run in new[] { before, after }.Where(run => !run.IsComplete))
            yield return $"{run.Run} did not run to its end";
        var alone = figures.Count(figure => figure is { Change: not null, HoldsScatterOfRuns: false });
        if (alone > 0)
        {
            yield return $"the intervals of {Figures.Counted(alone, "figure")} hold the scatter of rounds within the two runs, and not "
                + $"that from run to run: fewer than {Figures.Count(RunScatter.FewestRuns)} earlier runs with them are known; "
                + "a difference may be the day's";
        }
    }
}
