using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What constant load changes with time: a row for each figure, and how far to trust it.</summary>
internal static class SoakSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        foreach (var benchmark in results.Benchmarks)
        {
            if (benchmark.Soak is not { } soak)
                continue;
            page.Heading(2, $"Soak: {MarkdownText.Inline(benchmark.Target)}");
            page.Paragraph($"{SoakText.Load(soak)}. {SoakText.Rate(soak)}. Brackets hold 95 % intervals.");
            page.Table(["Figure", ">Median", ">Change in an hour", "That is"], soak.Trends.Select(trend => Row(soak, trend)));
            page.List(Notes(soak));
        }
    }

    private static IReadOnlyList<string> Row(SoakResult soak, SoakTrend trend) =>
    [
        (trend.Unit.Length == 0 ? trend.Figure : $"{trend.Figure}, {trend.Unit}")
            + (trend.Figure == SoakTrend.Failed ? $" ({Figures.Count(SoakText.Failed(soak))} in all)" : ""),
        Figures.Number(trend.Median),
        LadderText.Of(trend.PerHour),
        SoakText.Of(trend.Verdict),
    ];

    private static IEnumerable<string> Notes(SoakResult soak)
    {
        var seconds = soak.Windows.Select(window => window.Seconds).DefaultIfEmpty(double.NaN).Average();
        yield return $"{Figures.Counted(soak.Windows.Count, "window")} of "
            + $"{Figures.Number(Math.Round(seconds))} s. Change: the median of the slopes between "
            + "all pairs of windows (Theil-Sen), after the first tenth of the time; its interval by Kendall's rank correlation. It takes "
            + "windows for independent of each other";
        yield return $"\"Steady\" means that the interval lies within {Figures.Number(soak.Margin * 100)} % of the median in an hour; "
            + "\"rising\" and \"falling\", that it excludes 0 and the estimate lies outside of that. Where the control changes, too, the "
            + "machine does";
        yield return $"The consumer's token was renewed {Figures.Counted(soak.Renewals, "time")}; the API server made it valid for "
            + $"{Figures.Number(Math.Round(soak.TokenSeconds / 60, 1))} min";
        if (soak.Windows.Where(window => window.Invalid is not null).ToList() is [var first, ..] invalid)
        {
            yield return $"{Figures.Counted(invalid.Count, "window")} left out, of which memory and sockets count unless a pod or token "
                + $"disturbed them; e.g. {MarkdownText.Inline(first.Invalid!)}";
        }

        foreach (var doubt in Doubts(soak))
            yield return doubt;
        foreach (var kind in soak.Windows.SelectMany(window => window.Errors).GroupBy(error => error.Key).OrderBy(kind => kind.Key))
            yield return $"Failed: {Figures.Count(kind.Sum(error => error.Value))} × {MarkdownText.Inline(kind.Key)}";
        foreach (var missing in soak.Missing)
            yield return $"Not known: {MarkdownText.Inline(missing)}";
    }

    private static IEnumerable<string> Doubts(SoakResult soak)
    {
        if (soak.CapacityInvalid is { } invalid)
        {
            yield return "The capacity is that of the load generator, measured twice, and the proxy's may be higher, so that the rate is "
                + $"less than its share: {MarkdownText.Inline(invalid)}";
        }

        if (soak.Windows.Where(window => window.DirectInvalid is not null).ToList() is [var first, ..] looks)
        {
            yield return $"{Figures.Counted(looks.Count, "look")} at the control left out, e.g. "
                + MarkdownText.Inline(first.DirectInvalid!);
        }

        var unknown = soak.Windows.Count(window => window is { Invalid: null, Requests: > 0, P99: null });
        if (unknown > 0)
        {
            yield return $"{Figures.Counted(unknown, "window")} without latencies: more than "
                + $"{Figures.Number(Percentile.MostFailed * 100)} % of the requests failed, "
                + "which are in none. With such windows, no trend of latencies is judged";
        }
    }
}
