using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Harness.Rbac.Generating;

/// <summary>
/// Who may do what, to be kept as files: written as a <see cref="KustomizeBase"/> or as a <see cref="HelmChart"/>. The same
/// access always gives the same bytes.
/// </summary>
/// <param name="Namespace">The namespace that it is about: a chart's release goes there. Single roles may be in others.</param>
/// <param name="Consumers">The consumers.</param>
public sealed partial record AccessManifests(string Namespace, IReadOnlyList<ConsumerAccess> Consumers)
{
    /// <summary>
    /// Objects to go along, such as the services' Deployments, each with apiVersion, kind and a name; those that name no namespace go into
    /// <see cref="Namespace"/>.
    /// </summary>
    public IReadOnlyList<JsonObject> Workloads { get; init; } = [];

    /// <summary>
    /// The objects by file: one file for each consumer, so that taking it away is deleting its file, and one for each workload's name.
    /// </summary>
    /// <exception cref="HarnessException">Names that cannot be files, or the same object twice (exit code 2).</exception>
    internal IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Files()
    {
        var files = new SortedDictionary<string, IReadOnlyList<JsonObject>>(StringComparer.Ordinal);
        foreach (var consumer in Consumers)
        {
            if (!FileName().IsMatch(consumer.Name))
            {
                throw HarnessException.BadInput(
                    $"consumer \"{consumer.Name}\" cannot be a file's name: lower-case letters, digits, dashes and dots only");
            }

            if (!files.TryAdd($"consumers/{consumer.Name}.yaml", [.. consumer.Objects()]))
                throw HarnessException.BadInput($"two consumers are called {consumer.Name}; each needs a file of its own");
        }

        foreach (var workload in Workloads.Select(InNamespace).GroupBy(NameOf))
            files.Add($"workloads/{workload.Key}.yaml", [.. workload]);
        EnsureDistinct(files.Values.SelectMany(objects => objects));
        return files;
    }

    private JsonObject InNamespace(JsonObject workload)
    {
        var json = workload.DeepClone().AsObject();
        json["metadata"]!["namespace"] ??= Namespace;
        return json;
    }

    private static void EnsureDistinct(IEnumerable<JsonObject> objects)
    {
        var titles = objects.GroupBy(one => $"{one["kind"]} {one["metadata"]!["namespace"]}/{NameOf(one)}");
        if (titles.FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw HarnessException.BadInput($"{twice.Key} would be made {twice.Count()} times; give each a name of its own");
    }

    private static string NameOf(JsonObject made) => made["metadata"]!["name"]!.GetValue<string>();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\z")]
    private static partial Regex FileName();
}
