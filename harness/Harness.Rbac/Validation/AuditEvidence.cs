using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Validation;

/// <summary>What an audit log shows beside the cells. None of it is a violation: those are cells, with the log as a source.</summary>
/// <param name="Origin">What was read, in a sentence.</param>
/// <param name="Unused">What the policy allows, and nobody did.</param>
/// <param name="Denied">Who asked for what and was refused, the most frequent first.</param>
/// <param name="Remarks">Who was left out, and what is not known.</param>
public sealed record AuditEvidence(
    string Origin, IReadOnlyList<UnusedAccess> Unused, IReadOnlyList<DeniedAccess> Denied, IReadOnlyList<string> Remarks);

/// <summary>Something that the policy allows, and that was never done.</summary>
/// <param name="Subject">The consumer.</param>
/// <param name="Question">What it never did; a verb of <c>*</c> for any.</param>
/// <param name="Path">The path that it never called; null for none at all.</param>
/// <param name="Location">Where the policy allows it.</param>
public sealed record UnusedAccess(RbacSubject Subject, AccessQuestion Question, string? Path, SourceLocation Location);

/// <summary>Something that was refused.</summary>
/// <param name="Subject">Who asked; null for a request whose credentials were not accepted.</param>
/// <param name="Question">For what.</param>
/// <param name="Answer">By whom it was refused.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last; null where the log does not say.</param>
public sealed record DeniedAccess(RbacSubject? Subject, AccessQuestion Question, AuditAnswer Answer, long Count, DateTimeOffset? Last)
{
    /// <summary>The paths that admission refused, the most frequent first, without secrets: the first few.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>How many more there are.</summary>
    public int MorePaths { get; init; }

    /// <summary>How many of the requests say that they are probes of ours.</summary>
    public long Probes { get; init; }
}
