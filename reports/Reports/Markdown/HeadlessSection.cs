using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>A headless service under load: how evenly its pods share the calls, then what fails while they change.</summary>
internal static class HeadlessSection
{
    private const string Slash = "\u00A0/\u00A0";

    public static void Write(MarkdownPage page, RunResults results)
    {
        foreach (var measured in results.Benchmarks.Select(benchmark => benchmark.Headless).OfType<HeadlessResult>())
            Write(page, measured);
    }

    private static void Write(MarkdownPage page, HeadlessResult measured)
    {
        page.Heading(2, "A headless service under load");
        page.Paragraph("How its pods share calls through the proxy:");
        page.Table(
            ["Calls over", ">In flight", ">Answers", ">By pod", ">Most / fewest", ">χ²", ">Degrees of freedom", ">p", ">Failed"],
            measured.Spreads.Select(spread => (IReadOnlyList<string>)
            [
                MarkdownText.Inline(spread.Way), Figures.Count(spread.InFlight), Figures.Count(spread.Answers),
                string.Join(Slash, spread.Pods.Values.OrderDescending().Select(Figures.Count)),
                spread.MostOverFewest is { } ratio ? Figures.Number(ratio) : Figures.None,
                .. Test(spread.Evenness), Figures.Count(spread.Errors.Values.Sum()),
            ]));
        if (measured.Changes.Count > 0)
            WriteChanges(page, measured);
        page.List(HeadlessNotes.On(measured));
    }

    private static void WriteChanges(MarkdownPage page, HeadlessResult measured)
    {
        page.Paragraph(
            $"While its pods change, at {Figures.Number(measured.Changes[0].Rate)} calls a second. Times are in seconds from the API "
            + "server's answer to the change:");
        page.Table(
            [
                "Change", ">Answers", ">Failed", ">p50 / p99 / max in ms", ">First answer of a new pod", ">All new pods have answered",
                ">Last answer of a removed pod", ">Settled",
            ],
            measured.Changes.Select(change => (IReadOnlyList<string>)
            [
                MarkdownText.Inline(change.Change), Figures.Count(change.Answers), Figures.Count(change.Errors.Values.Sum()),
                Latency(Percentiles.Of(change)),
                Seconds(change.NewPods.Values.Min()),
                Seconds(change.NewPods.Values.Contains(null) ? null : change.NewPods.Values.Max()),
                Seconds(change.RemovedPods.Values.Max()), Seconds(change.Settled),
            ]));
    }

    private static string Latency(Percentiles latency) => Percentiles.Joined(latency.P50, latency.P99, latency.Max);

    private static IEnumerable<string> Test(ChiSquareTest? test) => test is null
        ? [Figures.None, Figures.None, Figures.None]
        : [Figures.Number(test.ChiSquare), Figures.Count(test.DegreesOfFreedom), Figures.Number(test.P)];

    private static string Seconds(double? value) => value is { } known ? Figures.Number(known) : Figures.None;
}
