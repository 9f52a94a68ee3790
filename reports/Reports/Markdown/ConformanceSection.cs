using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What the API server's proxy does with calls, by topic: cases with the same result share a row.</summary>
internal static class ConformanceSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        var rows = Topics(results).OrderBy(scenario => scenario.Topic, StringComparer.Ordinal).SelectMany(Rows).ToArray();
        if (rows.Length == 0)
            return;
        page.Heading(2, "Proxy conformance");
        page.Table(["Topic", "Case", "What the proxy does"], rows);
    }

    /// <summary>The count for the head of the report; null when no case ran.</summary>
    public static string? Count(RunResults results)
    {
        Observation[] cases = [.. Topics(results).SelectMany(scenario => scenario.Observations)];
        return cases.Length == 0
            ? null
            : $"{Figures.Count(cases.Count(one => one.AsExpected))} "
            + $"of {Figures.Counted(cases.Length, "case")} of the proxy's conformance as expected";
    }

    private static IEnumerable<ScenarioResult> Topics(RunResults results) =>
        results.Scenarios.Where(scenario => scenario.Topic is not null);

    private static IEnumerable<IReadOnlyList<string>> Rows(ScenarioResult scenario) =>
        scenario.Observations.GroupBy(one => (one.AsExpected, one.Observed, one.Expected)).Select(alike => (IReadOnlyList<string>)
        [
            MarkdownText.Cell(scenario.Topic!),
            string.Join(" · ", alike.Select(one => MarkdownText.Cell(one.Subject))),
            alike.Key.AsExpected
                ? MarkdownText.Cell(alike.Key.Observed)
                : $"**{MarkdownText.Cell(alike.Key.Observed)}** expected {MarkdownText.Cell(alike.Key.Expected)}",
        ]);
}
