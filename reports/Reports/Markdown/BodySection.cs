using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What the proxy costs as answers grow: a row for each size.</summary>
internal static class BodySection
{
    private const double MiB = 1 << 20;

    public static void Write(MarkdownPage page, LadderResult bodies)
    {
        page.Heading(4, "Answers of several sizes");
        page.Paragraph(
            $"{Figures.Counted(bodies.Cells[0].Connections, "request")} in flight, rounds in random order as above; brackets hold 95 % "
            + "intervals.");
        page.Table(
            [
                ">Body", ">Direct: requests/s", ">Direct: MiB/s", ">Proxy: requests/s", ">Proxy: MiB/s", ">Errors",
                ">Added to p50, in ms", ">Requests/s, times", "That is",
            ],
            from cells in bodies.Cells.GroupBy(cell => cell.BodyBytes ?? 0)
            orderby cells.Key
            select (IReadOnlyList<string>)[Figures.Size(cells.Key), .. Row(bodies, cells)]);
        var doubts = LadderDoubts.On(bodies, showsPercentiles: false).Select(MarkdownText.Inline).ToList();
        if (doubts.Count > 0)
            page.List(doubts);
    }

    private static IEnumerable<string> Row(LadderResult bodies, IEnumerable<LadderCell> ofSize)
    {
        var cells = ofSize.ToList();
        var step = bodies.Steps.FirstOrDefault(one => cells.Exists(cell => cell.Rung == one.Rung));
        var direct = cells.Find(cell => cell.Rung != step?.Rung);
        var proxied = cells.Find(cell => cell.Rung == step?.Rung);
        return
        [
            .. Speed(direct), .. Speed(proxied), Figures.Count(cells.Sum(cell => cell.Errors.Values.Sum())),
            .. step is null ? [Figures.None, Figures.None, ""] : LadderText.Of(step),
        ];
    }

    private static IEnumerable<string> Speed(LadderCell? cell)
    {
        if (cell is null)
            return [Figures.None, Figures.None];
        var perSecond = Median.OrNone([.. cell.Rounds.Select(round => round.RequestsPerSecond)]);
        return [Figures.Number(perSecond), Figures.Number(perSecond * (cell.BodyBytes ?? 0) / MiB)];
    }
}
