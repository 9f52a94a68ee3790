using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>What one subject has by one binding.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Subject">The subject, a service account as such even where it is named as a user.</param>
/// <param name="Role">The role with all that it grants.</param>
internal sealed record SubjectGrant(RbacBinding Binding, RbacSubject Subject, EffectiveRole Role)
{
    /// <summary>Whether it holds in a namespace.</summary>
    public bool HoldsIn(string ns) => Binding.Namespace is null || Binding.Namespace == ns;

    /// <summary>Where it holds, for messages.</summary>
    public string Where => Binding.Namespace is null ? "in every namespace" : $"in namespace {Binding.Namespace}";

    /// <summary>That a binding gives something to a subject.</summary>
    public static EvidenceStep StepTo(RbacBinding binding, RbacSubject subject) =>
        new($"{binding} to {subject}", subject.Location ?? binding.Location) { Cause = binding.ToString() };

    /// <summary>Binding → role → rules.</summary>
    public IReadOnlyList<EvidenceStep> Evidence(IEnumerable<EffectiveRule> rules) =>
    [
        StepTo(Binding, Subject),
        new(Role.Role.ToString(), Role.Role.Location),
        .. rules.SelectMany(rule => rule.From is { } from
            ? new[] { new EvidenceStep($"aggregates {from}", from.Location), new EvidenceStep(RuleText.Of(rule.Rule), rule.Rule.Location) }
            : [new EvidenceStep(RuleText.Of(rule.Rule), rule.Rule.Location)]),
    ];

    /// <summary>The same of a way that the evaluator found.</summary>
    public static IReadOnlyList<EvidenceStep> Evidence(GrantPath path)
    {
        var rule = new EffectiveRule(path.Rule, path.AggregatedFrom);
        return new SubjectGrant(path.Binding, path.Subject, new EffectiveRole(path.Role, [rule])).Evidence([rule]);
    }
}
