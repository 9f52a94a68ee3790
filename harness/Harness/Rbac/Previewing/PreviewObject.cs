using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Previewing;

/// <summary>An object of the manifests, as it goes to an API server.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; null for an object of the cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Json">The object.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record PreviewObject(string Kind, string? Namespace, string Name, JsonObject Json, SourceLocation Location)
{
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>What an authorizer needs, in the order of making: what a thing is in, or refers to, comes before it.</summary>
    private static readonly (string Kind, string Collection, bool IsOfCluster, string Group)[] Kinds =
    [
        ("Namespace", "namespaces", true, ""),
        ("ServiceAccount", "serviceaccounts", false, ""),
        ("Service", "services", false, ""),
        ("ClusterRole", "clusterroles", true, Rbac),
        ("Role", "roles", false, Rbac),
        ("ClusterRoleBinding", "clusterrolebindings", true, Rbac),
        ("RoleBinding", "rolebindings", false, Rbac),
    ];

    /// <summary>Its place in the order of making.</summary>
    public int Order => Array.FindIndex(Kinds, known => known.Kind == Kind);

    /// <summary>Path of the collection that it is made in.</summary>
    public string Collection
    {
        get
        {
            var (_, collection, _, group) = Kinds[Order];
            var root = group.Length == 0 ? "api/v1" : $"apis/{group}/v1";
            return Namespace is null ? $"{root}/{collection}" : $"{root}/namespaces/{Namespace}/{collection}";
        }
    }

    /// <summary>The objects of a document that an authorizer needs; a list is its items.</summary>
    public static IEnumerable<PreviewObject> Of(YamlMap document, string defaultNamespace) =>
        Of(Convert(document), document.Location, defaultNamespace, null);

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private static IEnumerable<PreviewObject> Of(JsonObject json, SourceLocation place, string defaultNamespace, string? listed)
    {
        var kind = Text(json["kind"]) ?? listed ?? "";
        if (json["items"] is JsonArray items && kind.EndsWith("List", StringComparison.Ordinal))
        {
            var single = kind == "List" ? null : kind[..^"List".Length];
            return items.OfType<JsonObject>().SelectMany(item => Of(item, place, defaultNamespace, single));
        }

        var known = Array.Find(Kinds, one => one.Kind == kind);
        if (known.Kind is null || (Text(json["apiVersion"]) is { } version && GroupOf(version) != known.Group) || json["metadata"] is not JsonObject metadata)
            return [];
        var ns = known.IsOfCluster ? null : Text(metadata["namespace"]) is { Length: > 0 } named ? named : defaultNamespace;
        var clean = kind == "Service" ? ServiceOf(json, metadata) : (JsonObject)json.DeepClone();
        clean["apiVersion"] = known.Group.Length == 0 ? "v1" : $"{known.Group}/v1";
        clean["kind"] = kind;
        return [new PreviewObject(kind, ns, Text(metadata["name"]) ?? "", clean, place)];
    }

    /// <summary>Of a service what a proxy needs: addresses and node ports are another cluster's.</summary>
    private static JsonObject ServiceOf(JsonObject service, JsonObject metadata)
    {
        var ports = (service["spec"]?["ports"] as JsonArray ?? []).OfType<JsonObject>().Select(port => (JsonObject)port.DeepClone()).ToList();
        ports.ForEach(port => port.Remove("nodePort"));
        return new JsonObject
        {
            ["metadata"] = metadata.DeepClone(),
            ["spec"] = new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray([.. ports]) },
        };
    }

    private static string GroupOf(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Convert(YamlMap map)
    {
        var json = new JsonObject();
        foreach (var field in map.Fields)
            json[field.Name] = Convert(field.Value);
        return json;
    }

    private static JsonNode? Convert(YamlValue value) => value switch
    {
        YamlMap map => Convert(map),
        YamlList list => new JsonArray([.. list.Items.Select(Convert)]),
        YamlScalar { Kind: YamlScalarKind.Null } => null,
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar => scalar.Text.ToUpperInvariant() is "TRUE" or "YES" or "Y" or "ON",
        YamlScalar { Kind: YamlScalarKind.Number } scalar when long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar scalar => scalar.Text,
        _ => null,
    };
}
