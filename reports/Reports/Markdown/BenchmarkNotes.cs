using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What a reader needs for a benchmark's table: the routes, the rounds, and what went wrong.</summary>
internal static class BenchmarkNotes
{
    public static IEnumerable<string> On(BenchmarkResult benchmark)
    {
        yield return Via("Direct", benchmark.Comparisons.Select(c => c.Direct));
        yield return Via("Proxied", benchmark.Comparisons.Select(c => c.Proxied));

        RouteFigures[] routes = [.. benchmark.Comparisons.SelectMany(c => new[] { c.Direct, c.Proxied })];
        yield return Rounds(routes);
        foreach (var note in Percentiles.Notes(routes.Select(Percentiles.Of)))
            yield return note;
        foreach (var route in routes.Where(route => route.Errors.Values.Sum() > 0))
            yield return Errors(route);
    }

    private static string Via(string name, IEnumerable<RouteFigures> routes) =>
        $"{name}: via {string.Join("; ", routes.Select(route => MarkdownText.Inline(route.Via)).Distinct())}";

    private static string Rounds(RouteFigures[] routes)
    {
        var (least, most) = (routes.Min(route => route.Rounds.Count), routes.Max(route => route.Rounds.Count));
        var count = least == most ? Figures.Counted(most, "round") : $"{Figures.Count(least)} to {Figures.Counted(most, "round")}";
        var seconds = routes.SelectMany(route => route.Rounds).Select(round => round.Seconds).DefaultIfEmpty().Average();
        var sentence = $"Requests/s: correctly answered ones only, the median of {count} of {Figures.Number(seconds)} s; "
            + "latencies: all rounds together";
        var spread = routes.Select(Spread).Max();
        return spread > 0 ? $"{sentence}; rounds of one route differ by at most {Figures.Number(Math.Round(spread * 100))} %" : sentence;
    }

    // How far to trust the figures: the gap between the fastest and the slowest round, relative to the median.
    private static double Spread(RouteFigures route) => route.Rounds.Count < 2 || route.RequestsPerSecond <= 0
        ? 0
        : (route.Rounds.Max(r => r.RequestsPerSecond) - route.Rounds.Min(r => r.RequestsPerSecond)) / route.RequestsPerSecond;

    private static string Errors(RouteFigures route) => MarkdownText.Inline(
        $"Errors, {route.Route}, {Figures.Counted(route.Connections, "connection")}: {ErrorKinds.Of(route.Errors)}");
}
