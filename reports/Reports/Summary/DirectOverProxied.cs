using Harness.Reports.Measured;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>How many times as fast the direct way is as the proxied one, with what both answered.</summary>
/// <param name="Comparison">The figures of both.</param>
/// <param name="Figure">The ratio, as it is followed from run to run; it has a value.</param>
internal sealed record DirectOverProxied(Comparison Comparison, HeadlineFigure Figure)
{
    /// <summary>Why it does not count, or has no interval, each part with its semicolon; empty for neither.</summary>
    public string Doubt => (Figure.Doubt is { } doubt ? $"; in doubt: {doubt}" : "")
        + (Figure.Interval is null ? "; too few rounds for an interval" : "");

    /// <summary>That of a run, at the highest number of connections of any benchmark; null where that was not measured.</summary>
    public static DirectOverProxied? Of(IReadOnlyList<BenchmarkResult> benchmarks) => benchmarks
        .Where(benchmark => benchmark is { ComparesWays: true, Comparisons.Count: > 0 })
        .MaxBy(benchmark => benchmark.Comparisons.Max(one => one.Connections)) is { } most ? Of(most) : null;

    /// <summary>Each comparison of a benchmark with its ratio; null where that was not measured.</summary>
    public static IReadOnlyList<(Comparison Comparison, DirectOverProxied? Times)> All(BenchmarkResult benchmark)
    {
        var figures = HeadlineFigures.Of(benchmark).Where(figure => figure.Value is not null).ToLookup(HeadlineCost.ConnectionsOf);
        return
        [
            .. from comparison in benchmark.Comparisons
               let figure = figures[comparison.Connections].FirstOrDefault()
               select (comparison, figure is null ? null : new DirectOverProxied(comparison, figure)),
        ];
    }

    private static DirectOverProxied? Of(BenchmarkResult benchmark) =>
        All(benchmark).MaxBy(one => one.Comparison.Connections) is { Times: { } times } ? times : null;
}
