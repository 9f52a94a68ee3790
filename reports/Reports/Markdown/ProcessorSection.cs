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
        page.Heading(4, "Processor time of a request");
        page.Paragraph(
            $"Microseconds for each request, at {Figures.Counted(costs[0].Connections, "request")} in flight, less what the program uses "
            + "when idle; brackets hold 95 % intervals."
            + (programs.Count > MostPrograms ? $" Left out: {Names(programs.Skip(MostPrograms))}." : ""));
        page.Table(
            ["Rung", .. programs.Take(MostPrograms).Select(program => $">{MarkdownText.Inline(program)}"), ">All"],
            costs.GroupBy(cost => cost.Rung).Select(rung => (IReadOnlyList<string>)
            [
                MarkdownText.Inline(rung.Key),
                .. programs.Take(MostPrograms)
                    .Select(program => LadderText.Of(rung.FirstOrDefault(cost => cost.Program == program)?.Microseconds)),
                Figures.Number(Math.Round(rung.Sum(cost => cost.Microseconds.Estimate))),
            ]));
    }

    private static string Names(IEnumerable<string> programs) => string.Join(", ", programs.Select(MarkdownText.Inline));
}
