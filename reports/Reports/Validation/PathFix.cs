using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>What to do about a cell of a single path: admission decides about it, and not the grant.</summary>
internal static class PathFix
{
    private const string Since = "Kubernetes 1.30";

    /// <summary>An apply leaves fields that others added, such as a binding's excludeResourceRules.</summary>
    private const string Replace = "replace both by what generate prints now (kubectl replace, as apply keeps what others added)";

    private const string Intended = "; or, if it is intended, add the path to the policy";
    private const string NotIntended = "; or, if it is not intended, remove the path from the policy";

    /// <summary>
    /// Whether a probe is worth a try: it was not made, a cluster is asked anyway, and it would call as this subject with this verb.
    /// </summary>
    public static bool MayProbe(ValidationReport report, AccessCell cell) =>
        !report.Sources.Contains("probe")
        && (report.Sources.Contains("live") || report.Sources.Contains("static"))
        && cell.Question.Verb == "get"
        && SubjectIdentity.Of(cell.Subject).Kind == RbacSubjectKind.ServiceAccount;

    /// <summary>What to do.</summary>
    public static string Of(ValidationReport report, CellResult cell) => (cell.Outcome, Doubt(cell)) switch
    {
        (CellOutcome.Open, PathDoubt.NoPolicies) => $"upgrade to {Since} or later and apply what generate prints, or have a webhook refuse "
            + $"the path (docs/admission.md){Intended}",
        (CellOutcome.Open, PathDoubt.NotAsGenerated) => $"{Replace}{Intended}",
        (CellOutcome.Open, _) =>
            $"apply the admission policy that generate prints, with its binding ({Since} and later; before that, a webhook){Intended}",
        (CellOutcome.Shut, PathDoubt.NoPolicies) => $"have the webhook that refuses the path let it through{NotIntended}",
        (CellOutcome.Shut, _) => $"apply what generate prints now{NotIntended}",
        (CellOutcome.Undecided, PathDoubt.NoPolicies) =>
            $"upgrade to {Since} or later and apply what generate prints, or have a webhook refuse paths (docs/admission.md)"
            + (MayProbe(report, cell.Cell) ? "; --probe calls them and shows which are open" : ""),
        (CellOutcome.Undecided, PathDoubt.NotAsGenerated) => $"{Replace}, and validate again",
        var (outcome, _) => ValidationText.Fix(outcome),
    };

    private static PathDoubt Doubt(CellResult cell) =>
        cell.Answers.Select(answer => answer.Doubt).FirstOrDefault(doubt => doubt != PathDoubt.None);
}
