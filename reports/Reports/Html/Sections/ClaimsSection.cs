using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>Every claim with its verdict and what that means for the reader; the evidence is folded below.</summary>
internal sealed class ClaimsSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var all = ClaimVerdict.All(input.Results);
        if (all.Count == 0)
            return null;
        var places = new ScenarioPlaces(input.Results);
        var notRun = string.Join(", ", all.Where(claim => claim.Standing == ClaimStanding.NotRun).Select(claim => claim.Claim.Id));
        var model = new ClaimsModel(
            [.. all.Where(claim => claim.Standing != ClaimStanding.NotRun).Select(claim => Of(claim, places))], notRun);
        return new HtmlSection("claims", "Verdict by claim", HtmlTemplates.Fill("Sections.claims", model));
    }

    private static ClaimModel Of(ClaimVerdict verdict, ScenarioPlaces places) => new(
        verdict.Claim.Id,
        verdict.Claim.Text,
        Style(verdict.Standing),
        Word(verdict.Standing),
        ClaimMeaning.Of(verdict),
        verdict.Remark ?? "",
        Count(verdict),
        [.. verdict.Scenarios.OrderBy(Rank).Select(scenario => Of(scenario, places))]);

    private static ProofModel Of(ScenarioResult scenario, ScenarioPlaces places) => new(
        scenario.Title, ScenarioWords.Style(scenario.Outcome), ScenarioWords.Outcome(scenario.Outcome), places.Anchor(scenario),
        ScenarioPlaces.Source(scenario), places.Link(scenario), Summary(scenario));

    private static string Count(ClaimVerdict verdict)
    {
        var observations = verdict.Scenarios.Sum(scenario => scenario.Observations.Count);
        return $"{Figures.Counted(verdict.Scenarios.Count, "scenario")}, {Figures.Counted(observations, "observation")}";
    }

    /// <summary>What went wrong stands first.</summary>
    private static int Rank(ScenarioResult scenario) => scenario.Outcome switch
    {
        ScenarioOutcome.Failed => 0,
        ScenarioOutcome.Undecided => 1,
        ScenarioOutcome.Passed => 2,
        _ => 3,
    };

    private static string Summary(ScenarioResult scenario)
    {
        if (scenario.Outcome == ScenarioOutcome.Skipped)
            return Evidence.Clip(scenario.Reason ?? "no reason given");
        var asExpected = scenario.Observations.Count(observation => observation.AsExpected);
        return scenario.Observations.Count == 0
            ? ""
            : $"{Figures.Count(asExpected)} of {Figures.Counted(scenario.Observations.Count, "observation")} as expected";
    }

    private static string Style(ClaimStanding standing) => standing switch
    {
        ClaimStanding.Proven => "good",
        ClaimStanding.Refuted => "bad",
        ClaimStanding.Undecided => "doubt",
        _ => "faint",
    };

    private static string Word(ClaimStanding standing) => standing switch
    {
        ClaimStanding.Proven => "proven",
        ClaimStanding.Refuted => "refuted",
        ClaimStanding.Undecided => "undecided",
        ClaimStanding.Skipped => "skipped",
        ClaimStanding.Measured => "measured",
        _ => "not run",
    };

    private sealed record ClaimsModel(IReadOnlyList<ClaimModel> Claims, string NotRun);

    private sealed record ClaimModel(
        string Id, string Text, string Style, string Word, string Meaning, string Remark, string Count, IReadOnlyList<ProofModel> Proofs);

    private sealed record ProofModel(string Title, string Style, string Word, string Anchor, string Source, string Link, string Summary);
}
