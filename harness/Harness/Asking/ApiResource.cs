namespace Harness.Asking;

/// <summary>A resource, or a sub-resource, that the API server serves and RBAC therefore knows.</summary>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Version">The group's version, e.g. <c>v1</c>.</param>
/// <param name="Name">Resource, with its sub-resource after a slash, e.g. <c>services/proxy</c>.</param>
/// <param name="Namespaced">Whether it lives in namespaces.</param>
/// <param name="Verbs">Verbs that the server names for it, sorted.</param>
public sealed record ApiResource(string ApiGroup, string Version, string Name, bool Namespaced, IReadOnlyList<string> Verbs)
{
    /// <summary>Whether it is a part of another resource.</summary>
    public bool IsSubresource => Name.Contains('/', StringComparison.Ordinal);

    /// <summary>The group as people call it.</summary>
    public string GroupName => ApiGroup.Length == 0 ? "core" : ApiGroup;

    /// <inheritdoc/>
    public override string ToString() => $"{GroupName} {Name}: {string.Join(' ', Verbs)}";
}
