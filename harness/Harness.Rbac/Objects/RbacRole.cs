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

    /// <summary>
    /// Whether an API server puts back at its start what its file takes away from Kubernetes' own role of that name, unless the file has
    /// the annotation <see cref="Bootstrap.BootstrapObjects.AutoUpdate"/> with the text <c>false</c>.
    /// </summary>
    public bool AutoUpdates { get; init; } = true;

    /// <summary>Why an apply of its file may leave it out (<c>helm.sh/hook</c>); null where nothing says so.</summary>
    public string? Doubt { get; init; }

    /// <summary>
    /// The field by which an apply of its file is about one state of the object alone, and fails on another; null where there is none.
    /// </summary>
    internal string? Pin { get; init; }

    /// <summary>The fields of any object's metadata that are such ones.</summary>
    internal static string[] Pins { get; } = ["resourceVersion", "uid"];

    /// <summary>Where it stands; null when it was read from a cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary><c>Role</c> or <c>ClusterRole</c>.</summary>
    public string Kind => Namespace is null ? "ClusterRole" : "Role";

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"ClusterRole {Name}" : $"Role {Namespace}/{Name}";

    /// <summary>Whether another one of the name gives the same. The rules of one that aggregates are its controller's.</summary>
    internal bool IsSame(RbacRole other) =>
        Aggregates is null == other.Aggregates is null
        && AreAmong(Aggregates ?? [], other.Aggregates ?? []) && AreAmong(other.Aggregates ?? [], Aggregates ?? [])
        && LabelSelector.AreSame(Labels, other.Labels)
        && (Aggregates is not null || RuleCoverage.AreSame(Rules, other.Rules));

    private static bool AreAmong(IReadOnlyList<LabelSelector> some, IReadOnlyList<LabelSelector> others) =>
        some.All(one => others.Any(one.IsSame));
}

/// <summary>A label selector; all of it must hold.</summary>
/// <param name="MatchLabels">Labels with exactly these values.</param>
/// <param name="MatchExpressions">Further requirements.</param>
public sealed record LabelSelector(IReadOnlyDictionary<string, string> MatchLabels, IReadOnlyList<LabelRequirement> MatchExpressions)
{
    /// <summary>Whether another one says the same.</summary>
    internal bool IsSame(LabelSelector other) => AreSame(MatchLabels, other.MatchLabels)
        && MatchExpressions.Count == other.MatchExpressions.Count
        && MatchExpressions.Zip(other.MatchExpressions).All(pair => pair.First.IsSame(pair.Second));

    /// <summary>Whether labels are the same.</summary>
    internal static bool AreSame(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> others) =>
        labels.Count == others.Count && labels.All(one => others.TryGetValue(one.Key, out var other) && other == one.Value);
}

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">Label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">Values for the first two.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether another one says the same.</summary>
    internal bool IsSame(LabelRequirement other) => (Key, Operator) == (other.Key, other.Operator) && Values.SequenceEqual(other.Values);
}
