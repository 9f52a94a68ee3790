using System.Globalization;
using System.Text.Json.Nodes;

namespace Harness.Rbac.Yaml;

/// <summary>YAML that was read, as JSON with the types that Kubernetes' reader gives its scalars.</summary>
internal static class YamlJson
{
    /// <summary>A mapping.</summary>
    public static JsonObject Of(YamlMap map)
    {
        var json = new JsonObject();
        foreach (var field in map.Fields)
            json[field.Name] = Of(field.Value);
        return json;
    }

    private static JsonNode? Of(YamlValue value) => value switch
    {
        YamlMap map => Of(map),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { Kind: YamlScalarKind.Null } => null,
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar => scalar.Text.ToUpperInvariant() is "TRUE" or "YES" or "Y" or "ON",
        YamlScalar { Kind: YamlScalarKind.Number } scalar when long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) =>
            number,
        YamlScalar scalar => scalar.Text,
        _ => null,
    };
}
