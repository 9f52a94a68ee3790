using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Both ways beside each other.</summary>
internal static class DirectTable
{
    /// <summary>A row for each number of connections.</summary>
    public static CostTable Of(BenchmarkResult benchmark) => CostTable.WithDoubts(
        $"{benchmark.Name}: proxied against direct ({benchmark.Target})",
        [
            "In flight", ">Direct: requests/s", ">p50 in ms", ">p99 in ms", ">Proxied: requests/s", ">p50 in ms", ">p99 in ms",
            ">Direct is faster by", CostText.DoubtColumn,
        ],
        benchmark.Comparisons.Select(one => (IEnumerable<string>)
        [
            Figures.Count(one.Connections), .. Cells(one.Direct), .. Cells(one.Proxied), Figures.Times(one.ThroughputRatio),
            string.Join("; ", new[] { one.Direct, one.Proxied }.Select(Doubt).Where(doubt => doubt.Length > 0)),
        ]));

    private static IEnumerable<string> Cells(RouteFigures route) =>
        [CostText.Number(route.RequestsPerSecond), Percentiles.Of(route).P50, Percentiles.Of(route).P99];

    private static string Doubt(RouteFigures route) =>
        CostText.Kinds(route.Errors) is { Length: > 0 } kinds ? $"{route.Route}: {kinds}" : "";
}
