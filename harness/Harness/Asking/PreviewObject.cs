using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Rbac.Loading;
using Harness.Rbac.Yaml;

namespace Harness.Asking;

/// <summary>An object of the manifests, as it goes to an API server.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; null for an object of the cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Json">The object.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record PreviewObject(string Kind, string? Namespace, string Name, JsonObject Json, SourceLocation Location)
{
    /// <summary>What an authorizer needs, in the order of making: what a thing is in, or refers to, comes before it.</summary>
    private static readonly (ManifestType Type, string Group, string Resource)[] Kinds =
    [
        (ManifestType.Namespace, "", "namespaces"),
        (ManifestType.ServiceAccount, "", "serviceaccounts"),
        (ManifestType.Service, "", "services"),
        (ManifestType.ClusterRole, ManifestTypes.RbacGroup, "clusterroles"),
        (ManifestType.Role, ManifestTypes.RbacGroup, "roles"),
        (ManifestType.ClusterRoleBinding, ManifestTypes.RbacGroup, "clusterrolebindings"),
        (ManifestType.RoleBinding, ManifestTypes.RbacGroup, "rolebindings"),
    ];

    /// <summary>Its place in the order of making.</summary>
    public int Order => Array.FindIndex(Kinds, known => known.Type.ToString() == Kind);

    /// <summary>Path of the collection that it is made in.</summary>
    public string Collection
    {
        get
        {
            var (_, group, resource) = Kinds[Order];
            var root = group.Length == 0 ? "api/v1" : $"apis/{group}/v1";
            return Namespace is null ? $"{root}/{resource}" : $"{root}/namespaces/{Namespace}/{resource}";
        }
    }

    /// <summary>The objects of a manifest that an authorizer needs; a list is its items.</summary>
    public static IEnumerable<PreviewObject> Of(ManifestObject one)
    {
        if (one.Type == ManifestType.List)
            return one.Items().SelectMany(Of);
        if (Array.Find(Kinds, kind => kind.Type == one.Type) is not { Resource: not null } known)
            return [];
        var json = Convert(one.Map);
        json["apiVersion"] = known.Group.Length == 0 ? "v1" : $"{known.Group}/v1";
        json["kind"] = one.Kind;
        if (one.Type == ManifestType.Service)
            json["spec"] = SpecOf(json["spec"]);
        // What another cluster said of an object that it gave out: with them this one takes no new object.
        foreach (var field in (string[])["resourceVersion", "uid"])
            ((JsonObject)json["metadata"]!).Remove(field);
        return [new PreviewObject(one.Kind, one.Namespace, one.Name, json, one.Fields.Location)];
    }

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    /// <summary>Of a service what a proxy needs: addresses and node ports are another cluster's.</summary>
    private static JsonObject SpecOf(JsonNode? spec)
    {
        var ports = (spec?["ports"] as JsonArray ?? []).OfType<JsonObject>().Select(port => port.DeepClone().AsObject()).ToList();
        ports.ForEach(port => port.Remove("nodePort"));
        return new JsonObject { ["clusterIP"] = "None", ["ports"] = new JsonArray([.. ports]) };
    }

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
