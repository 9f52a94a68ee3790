using Harness.Rbac.Yaml;

namespace Harness.Rbac.Objects;

/// <summary>A Role, or a ClusterRole.</summary>
/// <param name="Namespace">A Role's namespace; null for a ClusterRole.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Its rules; of an aggregated ClusterRole as the controller last wrote them, or none in a manifest.</param>
public sealed record RbacRole(string? Namespace, string Name, IReadOnlyList<RbacRule> Rules)
{
    /// <summary>The API group of roles and bindings.</summary>
    public const string ApiGroup = "rbac.authorization.k8s.io";

    /// <summary>Its labels, by which ClusterRoles aggregate.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Label selectors of the ClusterRoles whose rules it takes over; null when it does not aggregate.</summary>
    public IReadOnlyList<LabelSelector>? Aggregates { get; init; }

    /// <summary>Whether its file has no rules at all, and not an empty list: an apply then keeps those of the cluster.</summary>
    public bool LeavesOutRules { get; init; }

    /// <summary>Where it stands; null when it was read from a cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary><c>Role</c> or <c>ClusterRole</c>.</summary>
    public string Kind => Namespace is null ? "ClusterRole" : "Role";

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"ClusterRole {Name}" : $"Role {Namespace}/{Name}";
}

/// <summary>A label selector; all of it must hold.</summary>
/// <param name="MatchLabels">Labels with exactly these values.</param>
/// <param name="MatchExpressions">Further requirements.</param>
public sealed record LabelSelector(IReadOnlyDictionary<string, string> MatchLabels, IReadOnlyList<LabelRequirement> MatchExpressions);

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">Label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">Values for the first two.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values);
