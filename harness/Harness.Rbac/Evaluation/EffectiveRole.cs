using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>A role with the rules that it grants, aggregation done.</summary>
/// <param name="Role">The role as it is written.</param>
/// <param name="Rules">All that it grants.</param>
internal sealed record EffectiveRole(RbacRole Role, IReadOnlyList<EffectiveRule> Rules);

/// <summary>A rule that a role grants.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="From">The ClusterRole that it is written in when the role takes it over; null for the role's own.</param>
public sealed record EffectiveRule(RbacRule Rule, RbacRole? From)
{
    /// <summary>By which most questions are seen not to be this rule's.</summary>
    internal RuleFilter Filter { get; } = RuleFilter.Of(Rule);
}
