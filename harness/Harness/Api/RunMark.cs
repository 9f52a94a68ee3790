using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Lifetime;

namespace Harness.Api;

/// <summary>How everything that a run makes on a cluster is marked: with the run's name, and with the process that made it.</summary>
/// <param name="Run">Name of the run.</param>
public sealed record RunMark(string Run)
{
    /// <summary>Label on every object that Harness makes; its value names the run.</summary>
    public const string Label = "harness/run";

    /// <summary>Before a run's name, what its client calls itself, and so whom the API server notes as an object's writer.</summary>
    internal const string WriterPrefix = "harness-";

    /// <summary>Annotation that says which process made it, so that what a dead one left is known at once.</summary>
    public const string OwnerAnnotation = "harness/owner";

    /// <summary>
    /// This process as <see cref="Ownership.Current"/> names it, the machine in it only as a hash: it is nobody else's business.
    /// </summary>
    public static string Owner { get; } = OwnerOf(Ownership.Current);

    /// <summary>Whether the process that made something is known to be gone. Those of other machines cannot be seen from here.</summary>
    /// <param name="owner">The annotation; null where there is none.</param>
    public static bool IsOfDead(string? owner)
    {
        var (scope, process) = Split(Ownership.Current);
        return owner is not null && Split(owner) is var (theirs, theirProcess) && theirs == Hash(scope)
            && Ownership.IsDead($"{scope}/{theirProcess}") && theirProcess != process;
    }

    /// <summary>Whether the process that made something runs on this machine.</summary>
    /// <param name="owner">The annotation; null where there is none.</param>
    public static bool IsOfLiving(string? owner)
    {
        var (scope, _) = Split(Ownership.Current);
        return owner is not null && Split(owner) is var (theirs, theirProcess) && theirs == Hash(scope)
            && !Ownership.IsDead($"{scope}/{theirProcess}");
    }

    /// <summary>Marks an object, and the pods that it is a template for.</summary>
    public void Put(JsonObject body)
    {
        var metadata = Child(body, "metadata");
        Child(metadata, "labels")[Label] = Run;
        Child(metadata, "annotations")[OwnerAnnotation] = Owner;
        if (body["spec"] is JsonObject spec && spec["template"] is JsonObject template)
            Child(Child(template, "metadata"), "labels")[Label] = Run;
    }

    /// <summary>Whether an object, as JSON, has this run's mark.</summary>
    internal bool IsOn(string json)
    {
        var labels = JsonNode.Parse(json)?["metadata"]?["labels"];
        return labels?[Label] is JsonValue value && value.TryGetValue<string>(out var run) && run == Run;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }

    private static string OwnerOf(string current)
    {
        var (scope, process) = Split(current);
        return $"{Hash(scope)}/{process}";
    }

    /// <summary>The machine, and the process on it: its number and its start.</summary>
    private static (string Scope, string Process) Split(string owner)
    {
        var parts = owner.Split('/');
        return parts.Length < 3 ? (owner, "") : (string.Join('/', parts[..^2]), string.Join('/', parts[^2..]));
    }

    private static string Hash(string scope) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope)))[..16];
}
