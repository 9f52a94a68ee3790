using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The ways that people use instead of the proxy, each against the direct one and against the proxy.</summary>
internal static class WaysSection
{
    private const string Direct = "direct";
    private const string Proxy = "proxy";

    public static void Write(MarkdownPage page, LadderResult ways)
    {
        foreach (var cells in ways.Cells.GroupBy(cell => cell.Connections).OrderBy(group => group.Key))
        {
            page.Heading(4, $"Alternatives, {Figures.Counted(cells.Key, "request")} in flight");
            page.Table(
                [
                    "Way", ">Requests/s", ">p50 / p99 in ms", ">Errors",
                    ">Over direct: added to p50, in ms", ">Over direct: requests/s, times", "Over direct: that is",
                    ">Over the proxy: added to p50, in ms", ">Over the proxy: requests/s, times", "Over the proxy: that is",
                ],
                cells.Select(cell => (IReadOnlyList<string>)
                    [.. LadderText.Measured(cell), .. Against(ways, cell, Direct), .. Against(ways, cell, Proxy)]));
        }

        page.Paragraph(
            "The same pod (but for the sidecar, which has one of its own), the same client, rounds in random order as above; brackets "
            + "hold 95 % intervals. Who authenticates, and what each way needs:");
        page.List(
            ways.Cells.Where(cell => cell.Needs is not null).DistinctBy(cell => cell.Rung)
                .Select(cell =>
                    $"{MarkdownText.Inline(cell.Rung)}, via {MarkdownText.Inline(cell.Via)}: {MarkdownText.Inline(cell.Needs!)}")
                .Concat(LadderDoubts.On(ways).Select(MarkdownText.Inline)));
    }

    private static IEnumerable<string> Against(LadderResult ways, LadderCell cell, string other)
    {
        var step = ways.Steps.FirstOrDefault(
            one => one.Rung == cell.Rung && one.Against == other && one.Connections == cell.Connections);
        return step is null ? [Figures.None, Figures.None, ""] : LadderText.Of(step);
    }
}
