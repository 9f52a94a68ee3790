using Harness.Reports.Measured;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>Comparisons as text.</summary>
internal static class LadderText
{
    /// <summary>Estimate and interval.</summary>
    public static string Of(Interval? interval) => interval is null
        ? Figures.None
        : $"{Figures.Number(interval.Estimate)} [{Figures.Number(interval.Low)}, {Figures.Number(interval.High)}]";

    /// <summary>A figure, with its interval where it has one.</summary>
    public static string Of(HeadlineFigure? figure) =>
        figure?.Interval is { } interval ? Of(interval) : Figures.Number(figure?.Value ?? double.NaN);

    /// <summary>Added latency, requests per second, and what they say.</summary>
    public static IReadOnlyList<string> Of(LadderStep step) => [Of(step.AddedLatency), Of(step.Throughput), Of(step.Verdict)];

    /// <summary>A verdict on requests per second.</summary>
    public static string Of(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Same => "the same",
        ChangeVerdict.Less => "slower",
        ChangeVerdict.More => "faster",
        _ => "not decided",
    };

    /// <summary>A rung's median and 99th percentile, as far as they are known.</summary>
    public static string Latency(LadderCell cell)
    {
        var latency = Percentiles.Of(cell);
        return Percentiles.Joined(latency.P50, latency.P99);
    }

    /// <summary>A rung's own figures: its name, requests per second, latencies and errors.</summary>
    public static IEnumerable<string> Measured(LadderCell cell) =>
    [
        MarkdownText.Inline(cell.Rung),
        Figures.Number(Median.OrNone([.. cell.Rounds.Select(round => round.RequestsPerSecond)])),
        Latency(cell),
        Figures.Count(cell.Errors.Values.Sum()),
    ];
}
