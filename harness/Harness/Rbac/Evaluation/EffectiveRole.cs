using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>A rule that a role grants, and the ClusterRole it is written in when the role takes it over.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="From">The role that it is written in; null for the role's own.</param>
public sealed record EffectiveRule(RbacRule Rule, RbacRole? From);

/// <summary>A role with the rules that it grants, aggregation done.</summary>
public sealed class EffectiveRole
{
    private readonly EffectiveRule[] _onResources;
    private readonly EffectiveRule[] _onPaths;

    /// <summary>A role and what it grants.</summary>
    public EffectiveRole(RbacRole role, IReadOnlyList<EffectiveRule> rules)
    {
        (Role, Rules) = (role, rules);
        _onResources = [.. rules.Where(rule => rule.Rule.Resources.Count > 0)];
        _onPaths = [.. rules.Where(rule => rule.Rule.NonResourceUrls.Count > 0)];
    }

    /// <summary>The role as it is written.</summary>
    public RbacRole Role { get; }

    /// <summary>All that it grants.</summary>
    public IReadOnlyList<EffectiveRule> Rules { get; }

    /// <summary>The rules that are about what a question is about: resources, or paths.</summary>
    internal ReadOnlySpan<EffectiveRule> RulesOn(string? path) => path is null ? _onResources : _onPaths;
}
