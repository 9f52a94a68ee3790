namespace Harness.Rbac.Objects;

/// <summary>A question to the authorizer about one verb on one resource, or on one path outside of resources.</summary>
/// <param name="Namespace">Namespace; empty for a resource of the whole cluster.</param>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource, with its sub-resource after a slash.</param>
/// <param name="Name">Resource name; empty for "any".</param>
/// <param name="Verb">API verb.</param>
public sealed record AccessQuestion(string Namespace, string ApiGroup, string Resource, string Name, string Verb)
{
    /// <summary>
    /// A path outside of resources, e.g. <c>/healthz</c>; everything else but the verb is empty then. Null for a resource.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>A question about a path outside of resources; its verb is the HTTP method in lower case.</summary>
    public static AccessQuestion OfPath(string verb, string path) => new("", "", "", "", verb) { Path = path };

    /// <inheritdoc/>
    public override string ToString()
    {
        var verb = Verb.Length == 0 ? "(no verb)" : Verb;
        if (Path is not null)
            return $"{verb} {Path}";
        var group = ApiGroup.Length == 0 ? "" : $".{ApiGroup}";
        var name = Name.Length == 0 ? "" : $" \"{Name}\"";
        var where = Namespace.Length == 0 ? "cluster-wide" : $"in namespace {Namespace}";
        return $"{verb} {Resource}{group}{name} {where}";
    }
}
