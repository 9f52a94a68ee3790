using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Findings;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Does not do what was meant, but opens nothing.</summary>
    Low,

    /// <summary>Opens more than was meant, within what the subject has anyhow.</summary>
    Medium,

    /// <summary>Opens what was not meant to be opened.</summary>
    High,

    /// <summary>Gives the namespace, the node or the cluster away.</summary>
    Critical,
}

/// <summary>A kind of finding.</summary>
/// <param name="Id">Stable id, e.g. <c>HR101</c>.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Explanation">Why it matters.</param>
/// <param name="Source">Documentation of the rule of Kubernetes behind it.</param>
public sealed record FindingRule(string Id, Severity Severity, string Title, string Explanation, Uri Source);

/// <summary>Something wrong, with what shows it and how to fix it.</summary>
/// <param name="Rule">Of what kind.</param>
/// <param name="On">The object it is found on, as <see cref="RbacRole.ToString"/> and the like write it.</param>
/// <param name="Message">What is wrong here, in one sentence.</param>
/// <param name="Evidence">What shows it, in order: binding → role → rule.</param>
/// <param name="Fix">What to do, as concrete as can be.</param>
public sealed record Finding(FindingRule Rule, string On, string Message, IReadOnlyList<EvidenceStep> Evidence, string Fix)
{
    /// <summary>Who has what he should not have; null where the finding is about nobody in particular.</summary>
    public RbacSubject? Subject { get; init; }

    /// <summary>The suppression that accepts it; null when none does.</summary>
    public Policies.Suppression? SuppressedBy { get; init; }

    /// <summary>The place to fix, else the first place in a file that shows it; null for a cluster's.</summary>
    public SourceLocation? Location
    {
        get => field ?? Evidence.Select(step => step.Location).FirstOrDefault(location => location is not null);
        init;
    }
}
