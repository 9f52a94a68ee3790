using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Validation;

/// <summary>One question that a policy has an answer to.</summary>
/// <param name="Subject">About whom, as the policy or a binding names them.</param>
/// <param name="Question">What.</param>
/// <param name="IsAllowed">What the policy says.</param>
/// <param name="Because">Where the policy says it: what it allows or denies; null for "not listed, so forbidden".</param>
public sealed record AccessCell(RbacSubject Subject, AccessQuestion Question, bool IsAllowed, SourceLocation? Because)
{
    /// <summary>Whether the policy denies it in so many words.</summary>
    public bool IsDenied => !IsAllowed && Because is not null;

    /// <summary>
    /// The path of the service that is called, decoded; null where the authorizer alone is asked, which knows no paths.
    /// </summary>
    public string? Path { get; init; }
}

/// <summary>What a source of truth says about a cell.</summary>
/// <param name="Kind">Its answer.</param>
/// <param name="Detail">By what, or why there is no answer.</param>
public sealed record CellAnswer(CellAnswerKind Kind, string Detail)
{
    private readonly string _detail = Detail;

    /// <summary>Allowed by a way that the evaluator found.</summary>
    internal CellAnswer(GrantPath by)
        : this(CellAnswerKind.Allowed, "") => By = by;

    /// <summary>By what, or why there is no answer: servers may answer with anything, so it is masked.</summary>
    public string Detail => field ??= SecretMask.Of(By?.ToString() ?? _detail);

    /// <summary>Whether it is about what was done, which need not be so any more.</summary>
    public bool IsPast { get; init; }

    /// <summary>When that was done last; null where that is not known.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Why admission's answer is not known, where that can be mended.</summary>
    public PathDoubt Doubt { get; init; }

    /// <summary>The role without which it cannot be decided, as messages call it; null where that is not the reason.</summary>
    public string? Missing { get; init; }

    /// <summary>What allows it, in order: binding → role → rule; empty where the source does not know.</summary>
    public IReadOnlyList<EvidenceStep> Evidence
    {
        get => field ??= By is null ? [] : SubjectGrant.Evidence(By);
        init;
    }

    /// <summary>The binding to that role; null where that is not the reason.</summary>
    internal RbacBinding? Unresolved { get; init; }

    /// <summary>The way. Texts are made of it once somebody looks: at most answers nobody does, and there may be a million.</summary>
    internal GrantPath? By { get; }
}

/// <summary>Kinds of answers. "Denied" and "could not ask" are never taken for each other.</summary>
public enum CellAnswerKind
{
    /// <summary>The subject can.</summary>
    Allowed,

    /// <summary>The authorizer says no.</summary>
    Denied,

    /// <summary>It could not be asked, or gave no answer: nothing is known.</summary>
    Undecided,

    /// <summary>The source has nothing to say about such a cell (a probe cannot call as a group).</summary>
    NotAsked,
}

/// <summary>A source of truth: live, static, manifests, probe, control plane.</summary>
public interface IAccessSource
{
    /// <summary>Its name: <c>live</c>, <c>static</c>, <c>manifests</c>, <c>probe</c>, <c>control-plane</c>.</summary>
    string Name { get; }

    /// <summary>Answers cells.</summary>
    /// <returns>An answer for each cell, in their order.</returns>
    Task<IReadOnlyList<CellAnswer>> AskAsync(IReadOnlyList<AccessCell> cells, CancellationToken cancellationToken);
}
