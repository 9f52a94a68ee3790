using Harness.Reports.Headlines;

namespace Harness.Reports.JUnit;

/// <summary>A case for each figure that a gate held against earlier runs, and for the claims.</summary>
internal static class GateCases
{
    public static IEnumerable<JUnitCase> Of(GateResult? gate) => gate is null ? [] : gate.Rules.Select(rule => Of(gate, rule));

    /// <summary>What is undecided and allowed to be is skipped, so that a job is not red for it, and not passed either.</summary>
    private static JUnitCase Of(GateResult gate, GateRuleResult rule)
    {
        var one = new JUnitCase($"Gate.{gate.Gate}", rule.Subject);
        return rule.Outcome == GateOutcome.Passed ? one with { About = rule.Why } : one with
        {
            Outcome = rule.Outcome == GateOutcome.Tripped ? JUnitOutcome.Failure
                : gate.AllowsUndecided ? JUnitOutcome.Skipped : JUnitOutcome.Error,
            Type = rule.Outcome.ToString(),
            Message = rule.Why,
        };
    }
}
