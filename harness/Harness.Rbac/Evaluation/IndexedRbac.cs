using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// A snapshot, indexed once for everything that is asked about it. Files get the roles and bindings that every cluster has.
/// </summary>
/// <param name="snapshot">RBAC of a cluster, or of files.</param>
public sealed class IndexedRbac(RbacSnapshot snapshot)
{
    private readonly Lazy<AccessEvaluator?> _certain = new(() => !IsInDoubt(snapshot) ? null : new AccessEvaluator((snapshot with
    {
        Roles = [.. snapshot.Roles.Where(one => one.Doubt is null)],
        Bindings = [.. snapshot.Bindings.Where(one => one.Doubt is null)],
    }).WithBootstrapObjects()));

    /// <summary>Answers questions about it.</summary>
    public AccessEvaluator Evaluator { get; } = new(snapshot.WithBootstrapObjects());

    /// <summary>The snapshot, with those.</summary>
    public RbacSnapshot Snapshot => Evaluator.Snapshot;

    /// <summary>
    /// Which object of a way may not be applied, and why; null where none is in doubt, or where another way allows the same for certain.
    /// </summary>
    public string? DoubtOf(GrantPath way, AccessSubject subject, AccessQuestion question) =>
        way.Doubt is { } doubt && _certain.Value?.Decide(subject, question).By is null ? doubt : null;

    private static bool IsInDoubt(RbacSnapshot all) =>
        all.Roles.Any(one => one.Doubt is not null) || all.Bindings.Any(one => one.Doubt is not null);
}
