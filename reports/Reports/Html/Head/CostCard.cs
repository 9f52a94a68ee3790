using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Head;

/// <summary>What the head says of the cost.</summary>
/// <param name="Answer">Direct over proxied, with its interval; or that it was not measured.</param>
/// <param name="Basis">What that was read from; empty for nothing.</param>
/// <param name="SafeRate">The safe rate with what it means; empty where it was not measured.</param>
/// <param name="Lines">Every benchmark in a sentence.</param>
/// <param name="Count">Their number, as a text.</param>
internal sealed record CostModel(string Answer, string Basis, string SafeRate, IReadOnlyList<string> Lines, string Count);

/// <summary>What does it cost?</summary>
internal static class CostCard
{
    public static CostModel Of(RunResults results, RunSummary summary)
    {
        var times = DirectOverProxied.Of(results.Benchmarks);
        var safe = results.Benchmarks.Select(benchmark => benchmark.SideEffects).OfType<SideEffectsResult>().FirstOrDefault();
        return new CostModel(
            Answer(times, results), times is null ? "" : Basis(times), safe is null ? "" : SafeRateText.Line(safe), summary.BenchmarkLines,
            Figures.Counted(summary.BenchmarkLines.Count, "benchmark"));
    }

    private static string Answer(DirectOverProxied? times, RunResults results) => times is { Figure: var figure }
        ? Capital(HeadlineCost.Times(figure))
        : results.Benchmarks.Count == 0 ? "Not measured" : "Direct and proxied were not compared";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string Basis(DirectOverProxied times)
    {
        var (direct, proxied) = (times.Comparison.Direct, times.Comparison.Proxied);
        var failed = direct.Errors.Values.Sum() + proxied.Errors.Values.Sum();
        return $"{Figures.Number(direct.RequestsPerSecond)} against {Figures.Number(proxied.RequestsPerSecond)} requests/s at "
            + $"{Figures.Counted(times.Comparison.Connections, "connection")}; "
            + $"p99 {Milliseconds(direct)} against {Milliseconds(proxied)}"
            + (failed == 0 ? "" : $"; {Figures.Count(failed)} failed")
            + times.Doubt
            + (times.Figure.Interval is null ? "" : "; in brackets: 95 % confidence");
    }

    /// <summary>A p99 as the tables below have it: not that of the few calls that got through.</summary>
    private static string Milliseconds(RouteFigures route) =>
        Percentiles.Of(route).P99 is var known && known == Figures.None ? "not known" : $"{known} ms";
}
