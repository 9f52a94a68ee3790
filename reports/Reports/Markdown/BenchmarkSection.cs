using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What going through the API server costs: a table for each benchmark.</summary>
internal static class BenchmarkSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        var comparing = results.Benchmarks.Where(benchmark => benchmark.ComparesWays).ToList();
        if (comparing.Count == 0)
            return;
        page.Heading(2, "Proxied against direct");
        foreach (var benchmark in comparing)
            WriteBenchmark(page, benchmark);
    }

    private static void WriteBenchmark(MarkdownPage page, BenchmarkResult benchmark)
    {
        page.Heading(3, $"{MarkdownText.Inline(benchmark.Name)}: {MarkdownText.Inline(benchmark.Target)}");
        if (benchmark.Plan is { } plan)
            PlanSection.Write(page, plan);
        else if (benchmark.Comparisons.Count > 0)
            WriteComparisons(page, benchmark);
        else if (benchmark is { Ladder: null, Alternatives: null, Agents: null })
            page.Paragraph("It compared nothing.");
        if (benchmark.Ladder is { } ladder)
            LadderSection.Write(page, ladder);
        if (benchmark.Agents is { } agents)
            AgentsSection.Write(page, agents);
        if (benchmark.Bodies is { Cells.Count: > 0 } bodies)
            BodySection.Write(page, bodies);
        if (benchmark.Alternatives is { Cells.Count: > 0 } ways)
            WaysSection.Write(page, ways);
    }

    private static void WriteComparisons(MarkdownPage page, BenchmarkResult benchmark)
    {
        page.Table(
            [
                ">Connections",
                ">Direct: requests/s", ">Direct: p50 / p90 / p99 in ms", ">Direct: errors",
                ">Proxied: requests/s", ">Proxied: p50 / p90 / p99 in ms", ">Proxied: errors",
                ">Direct over proxied, times",
            ],
            DirectOverProxied.All(benchmark).Select(pair => (IReadOnlyList<string>)
            [
                Figures.Count(pair.Comparison.Connections), .. Cells(pair.Comparison.Direct), .. Cells(pair.Comparison.Proxied),
                LadderText.Of(pair.Times?.Figure),
            ]));
        page.List(BenchmarkNotes.On(benchmark));
    }

    private static IEnumerable<string> Cells(RouteFigures route) =>
        [Figures.Number(route.RequestsPerSecond), Latency(route), Figures.Count(route.Errors.Values.Sum())];

    private static string Latency(RouteFigures route)
    {
        var latency = Percentiles.Of(route);
        return Percentiles.Joined(latency.P50, latency.P90, latency.P99);
    }
}
