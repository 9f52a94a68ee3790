using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>Each scenario that ended in one of the two bad ways, with what differed, the evidence, and how to run it alone.</summary>
/// <param name="outcome">Failed or undecided.</param>
/// <param name="id">The section's anchor.</param>
/// <param name="title">Its heading.</param>
internal sealed class FailuresSection(ScenarioOutcome outcome, string id, string title) : IHtmlSection
{
    private const int MostScenarios = 200;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var scenarios = input.Results.Scenarios.Where(scenario => scenario.Outcome == outcome).ToList();
        if (scenarios.Count == 0)
            return null;
        var places = new ScenarioPlaces(input.Results);
        var model = new FailuresModel(
            [.. scenarios.Take(MostScenarios).Select(scenario => Of(scenario, places))],
            scenarios.Count > MostScenarios ? Figures.Count(scenarios.Count - MostScenarios) : "");
        return new HtmlSection(id, title, HtmlTemplates.Fill("Sections.failures", model));
    }

    private static FailureModel Of(ScenarioResult scenario, ScenarioPlaces places)
    {
        var differing = scenario.Observations.Where(observation => !observation.AsExpected).ToList();
        return new FailureModel(
            scenario.Title,
            $"{(scenario.Claims.Count == 0 ? "" : $"{string.Join(", ", scenario.Claims)}, ")}after {Figures.Duration(scenario.Duration)}",
            Evidence.Clip((scenario.Reason ?? "No reason was given.").Trim()),
            [.. differing.Take(Evidence.MostShown).Select(Evidence.Of)],
            differing.Count > Evidence.MostShown ? Figures.Count(differing.Count - Evidence.MostShown) : "",
            places.Anchor(scenario),
            ScenarioPlaces.Source(scenario),
            places.Link(scenario),
            WorstThings.Again(scenario));
    }

    private sealed record FailuresModel(IReadOnlyList<FailureModel> Failures, string More);

    private sealed record FailureModel(
        string Title, string Basis, string Reason, IReadOnlyList<ObservationModel> Observations, string More, string Anchor, string Source,
        string Link, string Again);
}
