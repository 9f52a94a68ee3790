using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>All scenarios with all that they saw, folded by their classes.</summary>
internal sealed class ScenariosSection : IHtmlSection
{
    /// <summary>More scenarios than these are listed without what they saw, but for those that differ: nobody reads ten thousand.</summary>
    private const int MostDetailed = 500;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var scenarios = input.Results.Scenarios;
        if (scenarios.Count == 0)
            return null;
        var places = new ScenarioPlaces(input.Results);
        var isDetailed = scenarios.Count <= MostDetailed;
        var model = new ScenariosModel(
            [.. scenarios.GroupBy(ScenarioWords.Class).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new GroupModel(
                group.Key, Count([.. group]), group.Any(IsBad), [.. group.Select(scenario => Of(scenario, places, isDetailed))]))],
            !isDetailed);
        return new HtmlSection("scenarios", "All scenarios", HtmlTemplates.Fill("Sections.scenarios", model));
    }

    private static bool IsBad(ScenarioResult scenario) => scenario.Outcome is ScenarioOutcome.Failed or ScenarioOutcome.Undecided;

    private static string Count(IReadOnlyList<ScenarioResult> scenarios)
    {
        var outcomes = scenarios.CountBy(scenario => scenario.Outcome).OrderBy(one => one.Key)
            .Select(one => $"{Figures.Count(one.Value)} {ScenarioWords.Outcome(one.Key)}");
        return string.Join(", ", outcomes);
    }

    private static ScenarioModel Of(ScenarioResult scenario, ScenarioPlaces places, bool isDetailed)
    {
        var shown = isDetailed || IsBad(scenario)
            ? scenario.Observations.OrderBy(observation => observation.AsExpected).Take(Evidence.MostShown).Select(Evidence.Of).ToList()
            : [];
        return new ScenarioModel(
            places.Anchor(scenario),
            scenario.Title,
            scenario.Name,
            ScenarioWords.Style(scenario.Outcome),
            ScenarioWords.Outcome(scenario.Outcome),
            string.Join(", ", scenario.Claims),
            Figures.Duration(scenario.Duration),
            ScenarioPlaces.Source(scenario),
            places.Link(scenario),
            Evidence.Clip(scenario.Reason ?? ""),
            shown,
            scenario.Observations.Count > shown.Count ? Figures.Count(scenario.Observations.Count - shown.Count) : "");
    }

    private sealed record ScenariosModel(IReadOnlyList<GroupModel> Groups, bool IsShort);

    private sealed record GroupModel(string Name, string Count, bool IsOpen, IReadOnlyList<ScenarioModel> Scenarios);

    private sealed record ScenarioModel(
        string Anchor, string Title, string Name, string Style, string Word, string Claims, string Took, string Source, string Link,
        string Reason, IReadOnlyList<ObservationModel> Observations, string More);
}
