using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>The roles of a snapshot by what bindings call them, with the rules that they grant.</summary>
internal sealed class EffectiveRoles
{
    private readonly Dictionary<(string? Namespace, string Name), EffectiveRole> _roles = [];

    /// <summary>Tells tests of each snapshot that is indexed.</summary>
    internal static event Action<RbacSnapshot>? Indexed;

    /// <summary>Works out what each role grants; of two with the same name the last counts, as when both are applied.</summary>
    public EffectiveRoles(RbacSnapshot snapshot)
    {
        Indexed?.Invoke(snapshot);
        var aggregation = new RoleAggregation(snapshot.Roles);
        foreach (var role in snapshot.Roles)
            _roles[(role.Namespace, role.Name)] = new EffectiveRole(role, RulesOf(role, aggregation, snapshot.IsAggregated));
    }

    /// <summary>What a binding gives; null when there is no such role, or it is no role that such a binding can refer to.</summary>
    public EffectiveRole? Of(RbacBinding binding) => binding.RoleKind switch
    {
        "ClusterRole" => _roles.GetValueOrDefault((null, binding.RoleName)),
        "Role" when binding.Namespace is not null => _roles.GetValueOrDefault((binding.Namespace, binding.RoleName)),
        _ => null,
    };

    private static EffectiveRule[] RulesOf(RbacRole role, RoleAggregation aggregation, bool isAggregated)
    {
        if (role.Aggregates is null)
            return [.. role.Rules.Select(rule => new EffectiveRule(rule, null))];
        var takenOver = aggregation.SourcesOf(role).SelectMany(source => source.Rules.Select(rule => new EffectiveRule(rule, source)))
            .ToArray();
        return isAggregated
            ? [.. role.Rules.Select(rule => Array.Find(takenOver, one => one.Rule.IsSame(rule)) ?? new EffectiveRule(rule, null))]
            : takenOver;
    }
}
