using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What a load plan's scenarios measured: a row each, and what is to be known beside it.</summary>
internal static class PlanSection
{
    public static void Write(MarkdownPage page, PlanResult plan)
    {
        if (plan.Scenarios.Count == 0)
        {
            page.Paragraph("It was interrupted before its first scenario was measured.");
            return;
        }

        page.Table(
            ["Scenario", ">Seconds", ">Requests/s", ">p50 / p90 / p99 / max in ms", ">Errors", ">Connections", "Threshold"],
            plan.Scenarios.Select(Row));
        page.List(plan.Scenarios.SelectMany(Notes).Concat(Percentiles.Notes(plan.Scenarios.Select(Percentiles.Of))));
    }

    private static IReadOnlyList<string> Row(PlannedFigures one) =>
    [
        MarkdownText.Inline(one.Scenario),
        Figures.Number(one.Seconds),
        Figures.Number(one.RequestsPerSecond),
        Latency(Percentiles.Of(one)),
        Figures.Count(one.Errors.Values.Sum()),
        Figures.Count(one.Connections),
        one.Disturbed is not null ? "does not count"
            : one.Exceeded is { } exceeded ? $"**exceeded**: {MarkdownText.Inline(exceeded)}"
            : !one.HasThresholds ? "none"
            : one.Invalid is null ? "kept" : "not known",
    ];

    private static string Latency(Percentiles latency) =>
        Percentiles.Joined(latency.P50, latency.P90, latency.P99, latency.Max);

    private static IEnumerable<string> Notes(PlannedFigures one)
    {
        var name = MarkdownText.Inline(one.Scenario);
        var files = one.Files.Count == 0 ? "" : $"; {string.Join(", ", one.Files.Select(file => $"[{file.Title}]({file.File})"))}";
        yield return $"{name}: via {MarkdownText.Inline(one.Via)}{files}";
        if (one.Due > 0)
        {
            var lag = one.SendLagP99 is { } late ? $", {Figures.Number(late)} ms late at p99" : "";
            yield return $"{name}: {Figures.Count(one.Sent)} of {Figures.Counted(one.Due, "request")} due began{lag}; latency runs from "
                + "when each was due";
        }

        if (one.Errors.Count > 0)
        {
            yield return $"{name}: failed by kind: "
                + string.Join(", ", one.Errors.OrderByDescending(kind => kind.Value)
                    .Select(kind => $"{Figures.Count(kind.Value)} × {MarkdownText.Inline(kind.Key)}"));
        }

        if (one.Disturbed is { } disturbed)
            yield return $"{name}: does not count, since it was disturbed: {MarkdownText.Inline(disturbed)}";
        if (one.Invalid is { } invalid)
            yield return $"{name}: these are the load generator's figures, not the service's: {MarkdownText.Inline(invalid)}";
    }
}
