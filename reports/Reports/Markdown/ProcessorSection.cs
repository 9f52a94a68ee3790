using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Which programs a request costs processor time.</summary>
internal static class ProcessorSection
{
    private const int MostPrograms = 6;

    public static void Write(MarkdownPage page, IReadOnlyList<ProcessorCost> costs)
    {
        if (costs.Count == 0)
            return;
        var programs = costs.GroupBy(cost => cost.Program).OrderByDescending(of => of.Max(cost => cost.Microseconds.Estimate))
            .Select(of => of.Key).ToList();
        var (shown, others) = (programs.Take(MostPrograms).ToList(), programs.Skip(MostPrograms).ToList());
        page.Heading(4, "Processor time of a request");
        page.Paragraph(
            $"Microseconds for each request, at {Figures.Counted(costs[0].Connections, "request")} in flight, less what the program uses "
            + "when idle; brackets hold 95 % intervals."
            + (others.Count > 0 ? $" Others: {string.Join(", ", others.Select(MarkdownText.Inline))}." : ""));
        page.Table(
            [
                "Rung", .. shown.Select(program => $">{MarkdownText.Inline(program)}"),
                .. others.Count > 0 ? [">Others"] : Array.Empty<string>(), ">All of these",
            ],
            costs.GroupBy(cost => cost.Rung).Select(rung => (IReadOnlyList<string>)
            [
                MarkdownText.Inline(rung.Key),
                .. shown.Select(program => LadderText.Of(rung.FirstOrDefault(cost => cost.Program == program)?.Microseconds)),
                .. others.Count > 0 ? [Sum(rung.Where(cost => others.Contains(cost.Program)))] : Array.Empty<string>(),
                Sum(rung),
            ]));
    }

    private static string Sum(IEnumerable<ProcessorCost> costs)
    {
        var all = costs.ToList();
        return all.Count == 0 ? Figures.None : Figures.Number(Math.Round(all.Sum(cost => cost.Microseconds.Estimate), 1));
    }
}
