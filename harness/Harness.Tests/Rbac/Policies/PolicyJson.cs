using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Rbac.Yaml;
using Json.Schema;

namespace Harness.Tests.Rbac.Policies;

/// <summary>Policies as JSON, and the published schema.</summary>
internal static class PolicyJson
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(
        File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "harness", "Harness.Rbac", "Policies", "access-policy.schema.json")));

    private static readonly EvaluationOptions Strictly = new() { RequireFormatValidation = true };

    /// <summary>Whether the schema is content with a document.</summary>
    public static bool IsValid(JsonNode? document) =>
        Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(document), Strictly).IsValid;

    /// <summary>A YAML document as JSON; null when it is none.</summary>
    public static JsonNode? Of(string yaml)
    {
        var problems = new InputProblems();
        var documents = YamlDocuments.Read(new YamlInput("a.yaml", yaml), YamlLimits.Policy, problems);
        return problems.Any || documents is not [var document] ? null : Of(document);
    }

    private static JsonNode? Of(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Fields.Select(field => KeyValuePair.Create(field.Name, Of(field.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { Kind: YamlScalarKind.Null } => null,
        YamlScalar { Kind: YamlScalarKind.Boolean } boolean => JsonValue.Create(boolean.Text is "true" or "on" or "yes" or "y"),
        YamlScalar { Kind: YamlScalarKind.Number } number => JsonValue.Create(decimal.Parse(number.Text, CultureInfo.InvariantCulture)),
        YamlScalar text => JsonValue.Create(text.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
