using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// A snapshot, indexed once for everything that is asked about it. Files get the roles and bindings that every cluster has.
/// </summary>
/// <param name="snapshot">RBAC of a cluster, or of files.</param>
public sealed class IndexedRbac(RbacSnapshot snapshot)
{
    /// <summary>Answers questions about it.</summary>
    public AccessEvaluator Evaluator { get; } = new(snapshot.WithBootstrapObjects());

    /// <summary>The snapshot, with those.</summary>
    public RbacSnapshot Snapshot => Evaluator.Snapshot;
}
