using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>How many times as many requests the direct way answers as the proxied one.</summary>
/// <param name="Comparison">The figures of both.</param>
/// <param name="Ratio">The ratio of the medians of the rounds.</param>
/// <param name="Interval">Mean ratio of the rounds with 95 % confidence; null for fewer than three rounds of each.</param>
/// <param name="Doubt">Why it does not count; empty where it does.</param>
internal sealed record DirectOverProxied(Comparison Comparison, double Ratio, Interval? Interval, string Doubt)
{
    private const int FewestRounds = 3;

    // Student's t, both sides, 95 %, by degrees of freedom from 2. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    private static readonly double[] T =
    [
        4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    ];

    /// <summary>At the highest number of connections, since the claim is about heavy traffic; null where that was not measured.</summary>
    public static DirectOverProxied? Of(IReadOnlyList<BenchmarkResult> benchmarks)
    {
        var most = benchmarks.Where(benchmark => benchmark.ComparesWays)
            .SelectMany(benchmark => benchmark.Comparisons, (benchmark, comparison) => new { benchmark.Ladder, Comparison = comparison })
            .MaxBy(one => one.Comparison.Connections);
        return most?.Comparison.ThroughputRatio is { } ratio && double.IsFinite(ratio)
            ? new DirectOverProxied(
                most.Comparison, ratio, IntervalOf(most.Comparison), DoubtOf(most.Ladder, most.Comparison.Connections))
            : null;
    }

    /// <summary>The first of the two ways of which most rounds tell of the load generator.</summary>
    private static string DoubtOf(LadderResult? ladder, int connections)
    {
        var cells = ladder?.Cells.Where(cell => cell.Connections == connections && cell.Rung is ("direct" or "proxy")) ?? [];
        var doubts = from cell in cells
                     let invalid = cell.Rounds.Count(round => round.Invalid is not null)
                     where 2 * invalid > cell.Rounds.Count
                     select $"in doubt: {Figures.Count(invalid)} of {Figures.Counted(cell.Rounds.Count, "round")} of the way "
                        + $"\"{cell.Rung}\" measured the load generator or its machine";
        return doubts.FirstOrDefault() ?? "";
    }

    /// <summary>On logarithms, round by round, since both ways of a round share what disturbs the machine.</summary>
    private static Interval? IntervalOf(Comparison comparison)
    {
        var logs = comparison.Direct.Rounds.Zip(comparison.Proxied.Rounds)
            .Where(pair => pair.First.RequestsPerSecond > 0 && pair.Second.RequestsPerSecond > 0)
            .Select(pair => Math.Log(pair.First.RequestsPerSecond / pair.Second.RequestsPerSecond)).Where(double.IsFinite).ToList();
        if (logs.Count < FewestRounds)
            return null;
        var mean = logs.Average();
        var deviation = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Count - 1));
        // Beyond the table the last value errs on the wide side.
        var half = T[Math.Min(logs.Count - 1 - 2, T.Length - 1)] * deviation / Math.Sqrt(logs.Count);
        return new Interval(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }
}
