using Harness.Reports.Headlines;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Gates;

/// <summary>Holds claims against their budget.</summary>
internal static class ClaimJudge
{
    /// <summary>The verdict on all claims.</summary>
    public static GateRuleResult Of(ClaimBudget budget, RunReport report)
    {
        List<string> over =
        [
            .. Over(ClaimStanding.Refuted, 0, "refuted"),
            .. Over(ClaimStanding.Skipped, budget.Skipped, "skipped"),
            .. Over(ClaimStanding.Undecided, budget.Undecided, "undecided"),
        ];
        var tried = report.Claims.Count(claim => claim.Standing is not (ClaimStanding.NotRun or ClaimStanding.Measured));
        // As with --filter: what was not tried is not known.
        List<string> left = [.. report.Claims.Where(claim => claim.Standing == ClaimStanding.NotRun).Select(claim => claim.Id)];
        var (outcome, why) = (over.Count, tried, left.Count) switch
        {
            ( > 0, _, _) => (GateOutcome.Tripped, string.Join("; ", over)),
            (_, 0, _) => (GateOutcome.Undecided, "no scenario of this run is about a claim"),
            (_, _, > 0) => (GateOutcome.Undecided, $"{Figures.Counted(left.Count, "claim")} not tried: {string.Join(", ", left)}"),
            _ => (GateOutcome.Passed, $"{Figures.Counted(tried, "claim")}: none is refuted, and no more than allowed are left open"),
        };
        return new GateRuleResult { Subject = "claims", Outcome = outcome, Why = why };

        IEnumerable<string> Over(ClaimStanding standing, int allowed, string word)
        {
            List<string> ids = [.. report.Claims.Where(claim => claim.Standing == standing).Select(claim => claim.Id)];
            if (ids.Count > allowed)
                yield return $"{Figures.Counted(ids.Count, "claim")} {word}, and {Figures.Count(allowed)} may be: {string.Join(", ", ids)}";
        }
    }
}
