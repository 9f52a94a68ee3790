using Harness.Reports.Summary;
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
            ">Direct over proxied, times", CostText.DoubtColumn,
        ],
        DirectOverProxied.All(benchmark).Select(pair => (IEnumerable<string>)
        [
            Figures.Count(pair.Comparison.Connections), .. Cells(pair.Comparison.Direct), .. Cells(pair.Comparison.Proxied),
            CostText.Of(pair.Times?.Figure),
            CostText.Joined([Doubt(pair.Comparison.Direct), Doubt(pair.Comparison.Proxied), pair.Times?.Figure.Doubt ?? ""]),
        ]));

    private static IEnumerable<string> Cells(RouteFigures route) =>
        [CostText.Number(route.RequestsPerSecond), Percentiles.Of(route).P50, Percentiles.Of(route).P99];

    private static string Doubt(RouteFigures route) =>
        ErrorKinds.Of(route.Errors) is { Length: > 0 } kinds ? $"{route.Route}: {kinds}" : "";
}
