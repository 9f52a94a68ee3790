using System.Reflection;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Harness.Api;

/// <summary>An object of the generated client as the JSON of a manifest, apiVersion and kind first.</summary>
public static class ObjectTree
{
    /// <summary>The tree. Objects made in code name neither their kind nor its version: the client's models know both.</summary>
    public static JsonObject Of(IKubernetesObject<V1ObjectMeta> made)
    {
        var entity = made.GetType().GetCustomAttribute<KubernetesEntityAttribute>()!;
        var version = entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
        var json = JsonNode.Parse(KubernetesJson.Serialize(made))!.AsObject();
        var ordered = new JsonObject { ["apiVersion"] = version, ["kind"] = entity.Kind };
        foreach (var (field, value) in json.Where(pair => !ordered.ContainsKey(pair.Key)).ToList())
            ordered[field] = value?.DeepClone();
        return ordered;
    }
}
