using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// What an apply of files makes of admission's objects of the same names that a cluster has: fields that a file lacks stay, and so do
/// entries of lists that go by name. A policy with more in it than its file says may refuse less than the file does.
/// Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/ (how apply calculates differences)
/// </summary>
internal sealed class AppliedAdmission
{
    private static readonly string[] ByName = ["webhooks", "matchConditions", "variables"];
    private static readonly string[] Whole = ["spec", "webhooks"];
    private readonly List<string> _notes = [];
    private readonly List<string> _notDecided = [];

    /// <summary>Works it out.</summary>
    /// <param name="cluster">The cluster's; null where it was not looked at.</param>
    /// <param name="files">The files'; null where they have none.</param>
    public AppliedAdmission(KnownAdmission? cluster, KnownAdmission? files)
    {
        var live = (cluster?.Objects ?? []).ToLookup(KeyOf);
        var applied = (files?.Objects ?? []).Select(file => Apply(live[KeyOf(file)].FirstOrDefault(), file)).ToList();
        var names = applied.Select(KeyOf).ToHashSet();
        if (cluster is not null)
            Joined = cluster with { Objects = [.. cluster.Objects.Where(one => !names.Contains(KeyOf(one))), .. applied] };
    }

    /// <summary>What admission consists of then: the cluster's objects and the files'; null where the cluster's are not known.</summary>
    public KnownAdmission? Joined { get; }

    /// <summary>What is judged although no file has it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Which objects may not be applied, where that makes a difference.</summary>
    public IReadOnlyList<string> NotDecided => _notDecided;

    private AdmissionObject Apply(AdmissionObject? live, AdmissionObject file)
    {
        if (live is null)
            return file;
        var json = (JsonObject)file.Json.DeepClone();
        foreach (var field in Whole.Where(field => live.Json[field] is not null))
            json[field] = Merged(field, live.Json[field]!, json[field]);
        if (!JsonNode.DeepEquals(json["spec"], file.Json["spec"]))
        {
            _notes.Add($"{file} has less in its spec than the one on the cluster: an apply may keep what the file leaves out, so that is "
                + "judged, too; if nothing of it is to stay, delete the old object first");
        }

        if (Array.Find(RbacRole.Pins, pin => file.Json["metadata"]?[pin] is not null) is { } pinned
            && !Whole.All(field => JsonNode.DeepEquals(json[field], live.Json[field])))
        {
            _notDecided.Add($"whether {file} is applied is not known, as its {pinned} lets that fail once the cluster's object is another, "
                + "and what is there is not the same; take the field away");
        }

        return file with { Json = json };
    }

    private static JsonNode Merged(string name, JsonNode live, JsonNode? file) => (live, file) switch
    {
        (_, null) => live.DeepClone(),
        (JsonObject old, JsonObject applied) => Merged(old, applied),
        (JsonArray old, JsonArray applied) when ByName.Contains(name) => Merged(old, applied),
        _ => file.DeepClone(),
    };

    private static JsonObject Merged(JsonObject live, JsonObject file)
    {
        var merged = (JsonObject)file.DeepClone();
        foreach (var (field, value) in live)
        {
            if (value is not null)
                merged[field] = Merged(field, value, file[field]);
        }

        return merged;
    }

    /// <summary>The file's entries, in its order, and the cluster's of other names behind them.</summary>
    private static JsonArray Merged(JsonArray live, JsonArray file)
    {
        var old = live.OfType<JsonObject>().ToLookup(NameOf);
        var names = file.OfType<JsonObject>().Select(NameOf).ToHashSet();
        return
        [
            .. file.Select(one => one is JsonObject entry && old[NameOf(entry)].FirstOrDefault() is { } there
                ? Merged(there, entry)
                : one?.DeepClone()),
            .. live.OfType<JsonObject>().Where(one => !names.Contains(NameOf(one))).Select(one => one.DeepClone()),
        ];
    }

    private static (string, string) KeyOf(AdmissionObject one) => (one.Kind, one.Name);

    private static string NameOf(JsonObject entry) => entry["name"]?.ToString() ?? "";
}
