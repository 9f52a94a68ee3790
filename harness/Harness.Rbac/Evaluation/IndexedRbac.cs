using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// A snapshot, indexed once for everything that is asked about it. Files get the default roles that every cluster has.
/// </summary>
/// <param name="snapshot">RBAC of a cluster, or of files.</param>
public sealed class IndexedRbac(RbacSnapshot snapshot)
{
    /// <summary>Answers questions about it.</summary>
    public AccessEvaluator Evaluator { get; } = new(snapshot.WithDefaultRoles());

    /// <summary>The snapshot, with the default roles.</summary>
    public RbacSnapshot Snapshot => Evaluator.Snapshot;
}
