using Harness.Reports.Statistics;

namespace Harness.Reports.History;

/// <summary>How far a figure scatters from run to run although nothing changed: within segments without a change.</summary>
/// <param name="Variance">Variance of a run's logarithm; it holds the noise within the run, too.</param>
/// <param name="Freedom">Its degrees of freedom.</param>
internal sealed record RunScatter(double Variance, int Freedom)
{
    /// <summary>Fewest runs from which it is judged.</summary>
    public const int FewestRuns = 5;

    /// <summary>The scatter of runs, oldest first; null for too few.</summary>
    public static RunScatter? Of(IReadOnlyList<double> logs)
    {
        if (logs.Count < FewestRuns)
            return null;
        IReadOnlyList<int> ends = [.. ChangePoints.Of(logs), logs.Count];
        var (squares, begin) = (0.0, 0);
        foreach (var end in ends)
        {
            var mean = logs.Skip(begin).Take(end - begin).Average();
            for (; begin < end; begin++)
                squares += (logs[begin] - mean) * (logs[begin] - mean);
        }

        var freedom = logs.Count - ends.Count;
        return new RunScatter(squares / freedom, freedom);
    }
}
