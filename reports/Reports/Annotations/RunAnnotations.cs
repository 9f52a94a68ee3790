using Harness.Reports.Headlines;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Annotations;

/// <summary>What is wrong in a run: that it is partial, refuted claims, failed scenarios, and what could not be decided.</summary>
internal static class RunAnnotations
{
    public static IEnumerable<Annotation> Of(RunResults results, RunSummary summary)
    {
        if (summary.IsPartial)
            yield return new Annotation(AnnotationLevel.Error, "Partial results", PartialRun.Sentence(results.Manifest));
        foreach (var claim in summary.Claims.Where(claim => claim.Standing == ClaimStanding.Refuted))
            yield return OfClaim(claim);
        foreach (var scenario in results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed))
            yield return OfScenario(AnnotationLevel.Error, "Failed", scenario);
        foreach (var scenario in results.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Undecided))
            yield return OfScenario(AnnotationLevel.Warning, "Undecided", scenario);
    }

    /// <summary>What a gate found worse, and what it could not decide.</summary>
    public static IEnumerable<Annotation> Of(GateResult? gate) =>
        from rule in gate?.Rules ?? []
        where rule.Outcome != GateOutcome.Passed
        select rule.Outcome == GateOutcome.Tripped
            ? new Annotation(AnnotationLevel.Error, $"Gate {gate!.Gate} tripped: {rule.Subject}", rule.Why)
            : new Annotation(AnnotationLevel.Warning, $"Gate {gate!.Gate} undecided: {rule.Subject}", rule.Why);

    private static Annotation OfClaim(ClaimVerdict claim)
    {
        var failed = claim.Scenarios.Where(scenario => scenario.Outcome == ScenarioOutcome.Failed).Select(scenario => scenario.Name);
        return new Annotation(
            AnnotationLevel.Error, $"Refuted: {claim.Claim.Id}", $"{claim.Claim.Text}\nrefuted by {string.Join(", ", failed)}");
    }

    private static Annotation OfScenario(AnnotationLevel level, string word, ScenarioResult scenario)
    {
        var differing = scenario.Observations.Where(observation => !observation.AsExpected).Select(observation =>
            $"{observation.Subject}: expected {observation.Expected}, observed {observation.Observed}");
        string[] lines = [scenario.Name, scenario.Reason ?? "no reason was given", .. differing];
        return new Annotation(level, $"{word}: {scenario.Title}", string.Join('\n', lines));
    }
}
