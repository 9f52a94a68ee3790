using System.Text.Json;

namespace Harness.Scenarios.AnyCluster;

/// <summary>An object outside of namespaces.</summary>
/// <param name="Kind">Its resource, e.g. <c>clusterroles</c>.</param>
/// <param name="Json">The whole object.</param>
public sealed record ClusterObject(string Kind, JsonElement Json)
{
    private const string RunLabel = Workloads.TestNamespaces.RunLabel;

    public string Name => Text("name") ?? "";

    /// <summary>Unlike the name, never used again by a later object.</summary>
    public string Uid => Text("uid") ?? "";

    public DateTimeOffset Created =>
        Text("creationTimestamp") is { } time ? DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) : default;

    /// <summary>Whether it is being removed, or belongs to any run of Harness: such objects may go at any time.</summary>
    public bool IsPassing => Text("deletionTimestamp") is not null
        || (Metadata("labels") is { ValueKind: JsonValueKind.Object } labels && labels.TryGetProperty(RunLabel, out _));

    /// <summary>
    /// Whether a run has anything to do with it: by a label, by a reference to one of its namespaces, or by the managed fields, where
    /// the API server notes who wrote an object. Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
    /// </summary>
    public bool Mentions(IEnumerable<string> marks)
    {
        var text = Json.GetRawText();
        return marks.Any(mark => text.Contains(mark, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    private string? Text(string member) => Metadata(member) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private JsonElement? Metadata(string member) =>
        Json.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(member, out var value) ? value : null;
}
