namespace Harness.Installing;

/// <summary>One object of a user's manifest.</summary>
/// <param name="ApiVersion">Group and version, e.g. <c>apps/v1</c>; <c>v1</c> for the core group.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace; null where it names none.</param>
/// <param name="Yaml">The whole object.</param>
public sealed record ManifestEntry(string ApiVersion, string Kind, string Name, string? Namespace, string Yaml)
{
    /// <summary>Whether it comes first, since others live in it or are of a kind that it defines.</summary>
    public bool IsGround => Kind is "Namespace" or "CustomResourceDefinition";

    /// <summary>Whether it runs pods that are to be waited for.</summary>
    public bool RunsPods => ApiVersion == "apps/v1" && Kind is "Deployment" or "DaemonSet";

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {(Namespace is null ? "" : $"{Namespace}/")}{Name}";
}
