using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Validation;

/// <summary>
/// Our own evaluator over what a cluster's lists hold (<c>static</c>) or files say (<c>manifests</c>). Files may bind roles that only the
/// cluster has: what such a binding gives is not known, so what it might allow is not taken for denied.
/// </summary>
public sealed class EvaluatedSource : IAccessSource
{
    private readonly AccessEvaluator _evaluator;

    /// <summary>Bindings to roles that are not in the files, by who is bound; on a cluster such a binding gives nothing.</summary>
    private readonly ILookup<string, RbacBinding> _unknown;

    /// <summary>A source.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="snapshot">What is evaluated: a cluster's, or files' with the default roles that every cluster has.</param>
    public EvaluatedSource(string name, RbacSnapshot snapshot)
    {
        (Name, _evaluator) = (name, new AccessEvaluator(snapshot.WithDefaultRoles()));
        var unknown = snapshot.IsAggregated ? [] : _evaluator.Unresolved;
        _unknown = unknown.SelectMany(binding => binding.Subjects.Select(subject => (Subject: SubjectIdentity.Of(subject, binding), Binding: binding)))
            .ToLookup(pair => $"{pair.Subject}", pair => pair.Binding);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken)
    {
        var answers = new CellAnswer[cells.Count];
        for (var i = 0; i < cells.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers[i] = Answer(cells[i]);
        }

        return Task.FromResult<IReadOnlyList<CellAnswer>>(answers);
    }

    private CellAnswer Answer(AccessCell cell)
    {
        if (_evaluator.Decide(cell.Subject.ToAccessSubject(), cell.Question).By is { } path)
            return new CellAnswer(CellAnswerKind.Allowed, path.ToString()) { Evidence = Evidence(path) };
        var unknown = SubjectIdentity.WithGroups(cell.Subject).SelectMany(one => _unknown[$"{one}"]).FirstOrDefault(binding => MightAllow(binding, cell));
        return unknown is null
            ? new CellAnswer(CellAnswerKind.Denied, "no rule allows it")
            : new CellAnswer(
                CellAnswerKind.Undecided,
                $"{unknown}{(unknown.Location is { } at ? $" ({at})" : "")} binds {unknown.RoleKind} {unknown.RoleName}, which is not among the manifests: "
                + "add it to them, or leave them out and ask the cluster that has it");
    }

    private static bool MightAllow(RbacBinding binding, AccessCell cell) => binding.Namespace is null || binding.Namespace == cell.Question.Namespace;

    private static EvidenceStep[] Evidence(GrantPath path) =>
    [
        new($"{path.Binding} to {path.Subject}", path.Subject.Location ?? path.Binding.Location),
        new(path.Role.ToString(), path.Role.Location),
        .. path.AggregatedFrom is { } from ? [new EvidenceStep($"aggregates {from}", from.Location)] : Array.Empty<EvidenceStep>(),
        new(RuleText.Of(path.Rule), path.Rule.Location),
    ];
}
