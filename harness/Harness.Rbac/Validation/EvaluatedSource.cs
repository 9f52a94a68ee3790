using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Validation;

/// <summary>
/// Our own evaluator over what a cluster's lists hold (<c>static</c>) or files say (<c>manifests</c>). Files may bind roles that only the
/// cluster has: what such a binding gives is not known, so what it might allow is not taken for denied.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="rbac">What is evaluated.</param>
public sealed class EvaluatedSource(string name, IndexedRbac rbac) : IAccessSource
{
    private static readonly CellAnswer Denied = new(CellAnswerKind.Denied, "no rule allows it");
    private readonly Lazy<ObservedAdmission> _admission = new(() => ObservedAdmission.Of(rbac.Snapshot));

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken)
    {
        var answers = new CellAnswer[cells.Count];
        var evaluators = new Dictionary<RbacSubject, SubjectEvaluator>();
        for (var i = 0; i < cells.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var subject = cells[i].Subject;
            if (!evaluators.TryGetValue(subject, out var evaluator))
                evaluators[subject] = evaluator = rbac.Evaluator.For(subject.ToAccessSubject());
            answers[i] = Answer(cells[i], evaluator);
        }

        return Task.FromResult<IReadOnlyList<CellAnswer>>(answers);
    }

    /// <summary>
    /// Where the policy needs it allowed, what may not be applied does not do; where it must be denied, too much is on the safe side.
    /// </summary>
    private CellAnswer? InDoubt(AccessCell cell, GrantPath way) =>
        cell.IsAllowed && rbac.DoubtOf(way, cell.Subject.ToAccessSubject(), cell.Question) is { } doubt
            ? new CellAnswer(CellAnswerKind.Undecided, $"{way}: allowed if it is applied, and that is not known of {doubt}")
            : null;

    /// <summary>What admission makes of a path whose service RBAC allows.</summary>
    private CellAnswer OfAdmission(AccessCell cell, GrantPath way)
    {
        var decision = _admission.Value.Decide(cell.Subject.ToAccessSubject(), cell.Question, cell.Path);
        return decision.IsLetThrough switch
        {
            true => new CellAnswer(CellAnswerKind.Allowed, decision.Why) { Evidence = SubjectGrant.Evidence(way) },
            false => new CellAnswer(CellAnswerKind.Denied, decision.Why),
            null => new CellAnswer(CellAnswerKind.Undecided, decision.Why) { Doubt = decision.Doubt },
        };
    }

    private CellAnswer Answer(AccessCell cell, SubjectEvaluator evaluator)
    {
        if (evaluator.Decide(cell.Question).By is { } way)
            return InDoubt(cell, way) ?? (cell.Path is null ? new CellAnswer(way) : OfAdmission(cell, way));
        return rbac.Evaluator.Undecided(cell.Subject.ToAccessSubject(), cell.Question).FirstOrDefault() is not { } unknown
            ? Denied
            : new CellAnswer(
                CellAnswerKind.Undecided,
                $"{unknown}{(unknown.Location is { } at ? $" ({at})" : "")} binds {unknown.RoleKind} {unknown.RoleName}, which is "
                + "not among the manifests: give those that have it with another --manifests, take it from the cluster with "
                + "--with-live, or leave the binding out with --exclude if it is not applied here")
            {
                Missing = new RbacRole(unknown.RoleKind == "Role" ? unknown.Namespace : null, unknown.RoleName, []).ToString(),
                Unresolved = unknown,
            };
    }
}
