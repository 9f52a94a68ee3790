using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Findings;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Does not do what was intended, but opens nothing.</summary>
    Low,

    /// <summary>Opens more than was intended, within what the subject has anyhow.</summary>
    Medium,

    /// <summary>Opens what was not intended to be open.</summary>
    High,

    /// <summary>Gives away the namespace, the node or the cluster.</summary>
    Critical,
}

/// <summary>A kind of finding.</summary>
/// <param name="Id">Stable id, e.g. <c>HR101</c>.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Explanation">Why it matters.</param>
/// <param name="Source">Documentation of the Kubernetes rule behind it.</param>
public sealed record FindingRule(string Id, Severity Severity, string Title, string Explanation, Uri Source);

/// <summary>Something wrong, with what shows it and how to fix it.</summary>
/// <param name="Rule">Its kind.</param>
/// <param name="On">The object it is found on, as <see cref="RbacRole.ToString"/> and the like write it.</param>
/// <param name="Message">What is wrong here, in one sentence.</param>
/// <param name="Evidence">What shows it, in order: binding → role → rule.</param>
/// <param name="Fix">What to do, as concrete as possible.</param>
public sealed record Finding(FindingRule Rule, string On, string Message, IReadOnlyList<EvidenceStep> Evidence, string Fix)
{
    /// <summary>The subject that has access it should not have; null where the finding is about no subject.</summary>
    public RbacSubject? Subject { get; init; }

    /// <summary>The object whose absence it is, as messages call it: one to make for all findings that name it; null for others.</summary>
    public string? Missing { get; init; }

    /// <summary>The suppression that accepts it; null when none does.</summary>
    public Suppression? SuppressedBy { get; init; }

    /// <summary>The place to fix, else the first place in a file that shows it; null for a cluster's.</summary>
    public SourceLocation? Location
    {
        get => field ?? Evidence.Select(step => step.Location).FirstOrDefault(location => location is not null);
        init;
    }
}
