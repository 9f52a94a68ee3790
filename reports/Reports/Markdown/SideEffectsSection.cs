using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What proxied load does to the cluster that carries it: the safe rate first, then what it is taken from.</summary>
internal static class SideEffectsSection
{
    private const string Slash = "\u00A0/\u00A0";

    public static void Write(MarkdownPage page, RunResults results)
    {
        foreach (var measured in results.Benchmarks.Select(benchmark => benchmark.SideEffects).OfType<SideEffectsResult>())
            Write(page, measured);
    }

    private static void Write(MarkdownPage page, SideEffectsResult measured)
    {
        page.Heading(2, "What proxied load does to ordinary API calls");
        page.Paragraph(
            $"**Safe rate: {MarkdownText.Inline(SafeRateText.Rate(measured.SafeRate))}**"
            + MarkdownText.Inline(SafeRateText.Meaning(measured) + SafeRateText.ByMedians(measured)) + $". {Capacity(measured)}");
        page.Paragraph("Latency of the calls in ms, p50 / p99, while the proxy carries load:");
        page.Table(
            ["Load", ">Asked, requests/s", ">Answered", .. measured.Calls.Select(call => $">{MarkdownText.Inline(call.Call)}")],
            measured.Levels.Select(level => (IReadOnlyList<string>)
            [
                Load(level) + (level.Invalid is null ? "" : " (invalid)"), Rate(level.AskedRate), Rate(level.AnsweredRate),
                .. level.Calls.Select(call => $"{Number(call.P50?.Estimate)}{Slash}{Number(call.P99?.Estimate)}"),
            ]));
        page.Paragraph("The same as times of idle, with 95 % intervals; in bold where the estimate is beyond the limit:");
        page.Table(
            ["Load", .. measured.Calls.SelectMany(call => Heads(call.Call))],
            measured.Levels.Where(level => level.Share > 0).Select(level => (IReadOnlyList<string>)
                [Load(level), .. level.Calls.SelectMany(call => new[] { Times(call.P50Times), Times(call.P99Times) })]));
        SideEffectsCosts.Write(page, measured);
        page.List(SideEffectsNotes.On(measured));

        string Times(Interval? times) => times?.Estimate > measured.Limit ? $"**{Text(times)}**" : Text(times);
    }

    /// <summary>An estimate with its interval.</summary>
    internal static string Text(Interval? interval) => interval is null
        ? Figures.None
        : $"{Figures.Number(interval.Estimate)} [{Figures.Number(interval.Low)}, {Figures.Number(interval.High)}]";

    /// <summary>A level by its share of the capacity.</summary>
    internal static string Load(SideEffectLevel level) => level.Share == 0 ? "idle" : $"{Figures.Number(level.Share * 100)} %";

    private static IEnumerable<string> Heads(string call) => [$">{MarkdownText.Inline(call)}: p50", ">p99"];

    private static string Number(double? value) => value is { } known ? Figures.Number(known) : Figures.None;

    private static string Rate(double rate) => Figures.Number(Math.Round(rate));

    private static string Capacity(SideEffectsResult measured)
    {
        var capacity = measured.Capacity;
        var share = measured.SafeRate is { Kind: SafeRateKind.Measured, RequestsPerSecond: { } safe }
            ? $" The safe rate is {Figures.Number(Math.Round(100 * safe / capacity.RequestsPerSecond))} % of it."
            : "";
        return $"Capacity: {Rate(capacity.RequestsPerSecond)} proxied requests/s, with {Figures.Counted(capacity.InFlight, "request")} in "
            + $"flight (the median of {Figures.Counted(capacity.Rounds.Count, "round")}).{share}";
    }
}
