using System.Text.Json.Nodes;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Asking;

/// <summary>An object of the manifests, as it goes to a throw-away API server.</summary>
/// <param name="Written">The object as it is written.</param>
/// <param name="Order">Its place in the order of creation.</param>
/// <param name="Collection">Path of the collection that it is made in.</param>
/// <param name="Json">The object.</param>
internal sealed record PreviewObject(ManifestObject Written, int Order, string Collection, JsonObject Json)
{
    /// <summary>What an authorizer needs, in order of creation: what an object is in, or refers to, comes first.</summary>
    private static readonly (string Kind, string Group, string Resource)[] Kinds =
    [
        ("Namespace", "", "namespaces"),
        ("ServiceAccount", "", "serviceaccounts"),
        ("Service", "", "services"),
        ("ClusterRole", RbacRole.ApiGroup, "clusterroles"),
        ("Role", RbacRole.ApiGroup, "roles"),
        ("ClusterRoleBinding", RbacRole.ApiGroup, "clusterrolebindings"),
        ("RoleBinding", RbacRole.ApiGroup, "rolebindings"),
        .. AdmissionObject.Kinds.Select(kind => (kind.Key, AdmissionObject.ApiGroup, kind.Value)),
    ];

    /// <summary>An object for an API server of the current version, without what only another cluster knew about it.</summary>
    public static PreviewObject Of(ManifestObject written)
    {
        var order = Array.FindIndex(Kinds, kind => kind.Kind == written.Kind);
        var (_, group, resource) = Kinds[order];
        var version = group.Length == 0 ? "v1" : $"{group}/v1";
        var json = written.Json.DeepClone().AsObject();
        json["apiVersion"] = version;
        json["kind"] = written.Kind;
        if (written.Kind == "Service")
            json["spec"] = SpecOf(json["spec"]);
        // Set by the cluster that an object was exported from: with them, no new object is accepted.
        foreach (var field in (string[])["resourceVersion", "uid"])
            json["metadata"]!.AsObject().Remove(field);
        var root = group.Length == 0 ? $"api/{version}" : $"apis/{version}";
        var place = written.Namespace is null ? "" : $"namespaces/{written.Namespace}/";
        return new PreviewObject(written, order, $"{root}/{place}{resource}", json);
    }

    /// <summary>What a proxy needs of a service: addresses and node ports belong to another cluster.</summary>
    private static JsonObject SpecOf(JsonNode? spec)
    {
        var ports = (spec?["ports"] as JsonArray ?? []).OfType<JsonObject>().Select(port => port.DeepClone().AsObject()).ToList();
        ports.ForEach(port => port.Remove("nodePort"));
        return new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray([.. ports]) };
    }
}
