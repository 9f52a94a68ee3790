using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>What the API server's proxy does with calls, by topic: cases with the same result share a row.</summary>
internal sealed class ConformanceSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var topics = input.Results.Scenarios.Where(scenario => scenario is { Topic: not null, Observations.Count: > 0 })
            .GroupBy(scenario => scenario.Topic!).OrderBy(topic => topic.Key, StringComparer.Ordinal).ToList();
        if (topics.Count == 0)
            return null;
        var intro = Markdown.ConformanceSection.Count(input.Results) ?? "";
        return new HtmlSection("conformance", "Proxy conformance", HtmlTemplates.Fill(
            "Sections.conformance", new ConformanceModel(intro, [.. topics.Select(Topic)])));
    }

    private static TopicModel Topic(IGrouping<string, ScenarioResult> topic)
    {
        var cases = topic.SelectMany(scenario => scenario.Observations).ToList();
        var asExpected = cases.Count(one => one.AsExpected);
        return new TopicModel(
            topic.Key,
            asExpected == cases.Count ? $"{Figures.Counted(cases.Count, "case")} as expected"
                : $"{Figures.Count(cases.Count - asExpected)} of {Figures.Counted(cases.Count, "case")} differ",
            asExpected < cases.Count,
            [.. cases.GroupBy(one => (one.AsExpected, one.Observed, one.Expected)).OrderBy(alike => alike.Key.AsExpected).Select(Row)]);
    }

    private static CaseModel Row(IGrouping<(bool AsExpected, string Observed, string Expected), Observation> alike) => new(
        string.Join(" · ", alike.Select(one => Evidence.Clip(one.Subject))),
        alike.Key.AsExpected ? "" : "bad",
        Evidence.Clip(alike.Key.Observed),
        alike.Key.AsExpected ? "" : Evidence.Clip(alike.Key.Expected));

    private sealed record ConformanceModel(string Intro, IReadOnlyList<TopicModel> Topics);

    private sealed record TopicModel(string Name, string Count, bool IsOpen, IReadOnlyList<CaseModel> Cases);

    private sealed record CaseModel(string Subjects, string Style, string Observed, string Expected);
}
