using Harness.Access;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>Answers questions about access from a snapshot, as Kubernetes' RBAC authorizer would.</summary>
public interface IAccessEvaluator
{
    /// <summary>The snapshot that is evaluated.</summary>
    RbacSnapshot Snapshot { get; }

    /// <summary>Decides one question; the first way found, in the authorizer's order: cluster role bindings, then role bindings.</summary>
    AccessDecision Decide(AccessSubject subject, AccessQuestion question);

    /// <summary>Every way by which a subject is allowed something.</summary>
    IEnumerable<GrantPath> Paths(AccessSubject subject, AccessQuestion question);

    /// <summary>Every way by which anybody is allowed something: who can.</summary>
    IEnumerable<GrantPath> Paths(AccessQuestion question);
}
