using System.Reflection;
using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Harness.Generating;

/// <summary>One Kubernetes object as a YAML tree, in the order of fields that people expect.</summary>
/// <param name="Id">What the cluster tells it apart by, e.g. <c>Role shop/reader</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tree">The tree.</param>
internal sealed record GeneratedObject(string Id, string Name, YamlMappingNode Tree)
{
    /// <summary>Reads an object.</summary>
    /// <param name="made">The object; it stays as it is.</param>
    /// <param name="ns">Its namespace, where it names none.</param>
    public static GeneratedObject Of(IKubernetesObject<V1ObjectMeta> made, string ns)
    {
        // Objects made in code name neither their kind nor its version: the client's models know both.
        var entity = made.GetType().GetCustomAttribute<KubernetesEntityAttribute>()!;
        var version = entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
        var json = JsonNode.Parse(KubernetesJson.Serialize(made))!.AsObject();
        var ordered = new JsonObject { ["apiVersion"] = version, ["kind"] = entity.Kind };
        foreach (var (field, value) in json.Where(pair => !ordered.ContainsKey(pair.Key)).ToList())
            ordered[field] = value?.DeepClone();
        var home = ordered["metadata"]!["namespace"] ??= ns;
        return new GeneratedObject($"{entity.Kind} {home}/{made.Metadata.Name}", made.Metadata.Name, (YamlMappingNode)YamlTree.Of(ordered));
    }
}
