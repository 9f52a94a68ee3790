using Harness.Rbac.Findings;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>What a validation found: every cell with what each source said of it, and what is wrong beside the cells.</summary>
public sealed record ValidationReport
{
    /// <summary>
    /// The finding that a policy or a binding names a service account that is not there: perhaps it is only yet to be made.
    /// </summary>
    private const string MissingAccount = "HR612";

    /// <summary>The policy that was held against the sources.</summary>
    public required AccessPolicy Policy { get; init; }

    /// <summary>The sources that were asked, by name, in the order of each cell's answers.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The cluster that was asked: <c>cluster https://…</c>; null where none was, or one of its own for a preview.</summary>
    public string? Cluster { get; init; }

    /// <summary>Every cell.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>What an audit log shows beside the cells; null where none was read.</summary>
    public AuditEvidence? Audit { get; init; }

    /// <summary>What is wrong with the roles and bindings, suppressed findings included.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What could not be looked at beside the cells; with any of them the whole is not decided.</summary>
    public IReadOnlyList<string> NotDecided { get; init; } = [];

    /// <summary>
    /// What has to be known of the manifests that were read (what was left out, and what an API server drops), and what of the policy says
    /// less than it seems to.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The least severe finding that fails the whole.</summary>
    public Severity FailOn { get; init; } = Severity.High;

    /// <summary>Whether a service account that is not there fails the whole; else it is only said.</summary>
    public bool IsStrict { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Cells by what became of them.</summary>
    public IReadOnlyDictionary<CellOutcome, int> Counts =>
        Cells.GroupBy(cell => cell.Outcome).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Cells that fail the whole.</summary>
    public IEnumerable<CellResult> Violations => Cells.Where(cell => cell.IsViolation);

    /// <summary>Findings that nobody accepts.</summary>
    public IEnumerable<Finding> OpenFindings => Findings.Where(finding => finding.SuppressedBy is null);

    /// <summary>Findings that fail the whole.</summary>
    public IEnumerable<Finding> FailingFindings =>
        OpenFindings.Where(finding => finding.Rule.Severity >= FailOn || (IsStrict && finding.Rule.Id == MissingAccount));

    /// <summary>
    /// What it means for the caller. A violation that was shown stays one, whatever else could not be asked; without one, anything that
    /// could not be asked makes the whole undecided, and so does having decided nothing at all.
    /// </summary>
    public Outcome Outcome
    {
        get
        {
            if (Violations.Any() || FailingFindings.Any())
                return Outcome.Violation;
            var isDecided = NotDecided.Count == 0 && Cells.All(cell => cell.Outcome != CellOutcome.Undecided)
                && Cells.Any(cell => cell.Outcome == CellOutcome.AsExpected);
            return isDecided ? Outcome.AsExpected : Outcome.Undecided;
        }
    }
}
