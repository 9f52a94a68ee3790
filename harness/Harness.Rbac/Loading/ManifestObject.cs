using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>An object of manifests, as it is written.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace, which it need not name itself; null for an object of the cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Json">The whole object.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ManifestObject(string Kind, string? Namespace, string Name, JsonObject Json, SourceLocation Location)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
