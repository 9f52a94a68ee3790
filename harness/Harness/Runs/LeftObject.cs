using System.Globalization;
using System.Text.Json;
using Harness.Api;

namespace Harness.Runs;

/// <summary>Something on a cluster that a run made, and that it or an earlier one left there.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="Kind">Its resource, e.g. <c>namespaces</c>.</param>
/// <param name="Path">Its path on the API server.</param>
/// <param name="Name">Its name, with its namespace before it where it has one.</param>
/// <param name="Uid">Unlike the name, never used again.</param>
/// <param name="Created">When it was made, by the cluster's clock.</param>
/// <param name="Owner">The process that made it; null where it is not said.</param>
internal sealed record LeftObject(string Run, string Kind, string Path, string Name, string Uid, DateTimeOffset Created, string? Owner)
{
    /// <summary>Reads an object of a list.</summary>
    /// <returns>Null for what another object takes along when it goes, or what is no run's.</returns>
    public static LeftObject? Read(string kind, string root, JsonElement json)
    {
        var metadata = json.GetProperty("metadata");
        var isOwned = Member(metadata, "ownerReferences") is { ValueKind: JsonValueKind.Array };
        if (isOwned || Text(Member(metadata, "labels"), RunMark.Label) is not { } run || !WasWrittenByRun(metadata))
            return null;
        var (name, ns) = (Text(metadata, "name") ?? "", Text(metadata, "namespace"));
        var created = DateTimeOffset.Parse(Text(metadata, "creationTimestamp") ?? "9999-01-01", CultureInfo.InvariantCulture);
        var owner = Text(Member(metadata, "annotations"), RunMark.OwnerAnnotation);
        var path = ns is null ? $"{root}/{kind}/{name}" : $"{root}/namespaces/{ns}/{kind}/{name}";
        return new LeftObject(run, kind, path, ns is null ? name : $"{ns}/{name}", Text(metadata, "uid") ?? "", created, owner);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    /// <summary>
    /// A label can be put on anything by anybody; the API server itself notes who wrote an object.
    /// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
    /// </summary>
    private static bool WasWrittenByRun(JsonElement metadata) =>
        Member(metadata, "managedFields") is { ValueKind: JsonValueKind.Array } writers
        && writers.EnumerateArray().Any(
            writer => Text(writer, "manager")?.StartsWith(RunMark.WriterPrefix, StringComparison.Ordinal) == true);

    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

/// <summary>What one run left.</summary>
/// <param name="Name">Name of the run.</param>
/// <param name="Objects">What it left, in the order in which it is to be removed.</param>
internal sealed record LeftRun(string Name, IReadOnlyList<LeftObject> Objects)
{
    /// <summary>When it last made something: a run that lives keeps making things.</summary>
    public DateTimeOffset Newest => Objects.Max(one => one.Created);

    /// <summary>
    /// Whether it is over: the processes that made it are known to be gone; or nothing of it is young, and none is known to live.
    /// </summary>
    public bool IsOver(DateTimeOffset now, TimeSpan olderThan)
    {
        var owners = Objects.Select(one => one.Owner).Where(owner => owner is not null).ToList();
        return (owners.Count > 0 && owners.TrueForAll(RunMark.IsOfDead))
            || (!owners.Exists(RunMark.IsOfLiving) && now - Newest >= olderThan);
    }
}
