using Harness.Rbac.Yaml;

namespace Harness.Rbac.Objects;

/// <summary>A RoleBinding, or a ClusterRoleBinding.</summary>
/// <param name="Namespace">A RoleBinding's namespace, in which alone it holds; null for a ClusterRoleBinding.</param>
/// <param name="Name">Its name.</param>
/// <param name="RoleKind"><c>Role</c> or <c>ClusterRole</c>.</param>
/// <param name="RoleName">Name of what is bound.</param>
/// <param name="Subjects">To whom.</param>
public sealed record RbacBinding(string? Namespace, string Name, string RoleKind, string RoleName, IReadOnlyList<RbacSubject> Subjects)
{
    /// <summary>Whether its file has no subjects at all, and not an empty list: an apply then keeps those of the cluster.</summary>
    public bool LeavesOutSubjects { get; init; }

    /// <summary>As <see cref="RbacRole.AutoUpdates"/>.</summary>
    public bool AutoUpdates { get; init; } = true;

    /// <summary>As <see cref="RbacRole.Doubt"/>.</summary>
    public string? Doubt { get; init; }

    /// <summary>As <see cref="RbacRole.Pin"/>.</summary>
    internal string? Pin { get; init; }

    /// <summary>Where it stands; null when it was read from a cluster.</summary>
    public SourceLocation? Location { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"ClusterRoleBinding {Name}" : $"RoleBinding {Namespace}/{Name}";

    /// <summary>Whether another one of the name gives the same.</summary>
    internal bool IsSame(RbacBinding other) =>
        (RoleKind, RoleName) == (other.RoleKind, other.RoleName)
        && Subjects.Select(SubjectIdentity.Key).ToHashSet().SetEquals(other.Subjects.Select(SubjectIdentity.Key));
}
