using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>What was not tried, by reason.</summary>
internal sealed class SkippedSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var skipped = input.Results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Skipped).ToList();
        if (skipped.Count == 0)
            return null;
        var places = new ScenarioPlaces(input.Results);
        var reasons = skipped.GroupBy(scenario => scenario.Reason ?? "no reason given").Select(alike => new ReasonModel(
            Evidence.Clip(alike.Key), [.. alike.Take(Evidence.MostShown).Select(one => new LinkModel(one.Title, places.Anchor(one)))],
            alike.Count() > Evidence.MostShown ? Figures.Count(alike.Count() - Evidence.MostShown) : ""));
        return new HtmlSection("skipped", "Skipped", HtmlTemplates.Fill("Sections.skipped", new SkippedModel([.. reasons])));
    }

    private sealed record SkippedModel(IReadOnlyList<ReasonModel> Reasons);

    private sealed record ReasonModel(string Reason, IReadOnlyList<LinkModel> Scenarios, string More);

    private sealed record LinkModel(string Title, string Anchor);
}
