using System.Text.Json.Nodes;
using Harness.Rbac.Admission;

namespace Harness.Workloads.Admission;

/// <summary>Rules about paths, as hello-app's webhook reads them.</summary>
internal static class RulesText
{
    /// <summary>A list in JSON.</summary>
    public static string Of(IEnumerable<PathRule> rules) => new JsonArray([.. rules.Select(Of)]).ToJsonString();

    private static JsonObject Of(PathRule rule) => new()
    {
        ["name"] = rule.Name,
        ["namespace"] = rule.Namespace,
        ["user"] = rule.User,
        ["group"] = rule.Group,
        ["paths"] = new JsonObject(rule.Paths.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, Of(pair.Value)))),
        ["allowsPods"] = rule.AllowsPods,
    };

    private static JsonArray Of(IEnumerable<string> paths) => new([.. paths.Select(path => (JsonNode)path)]);
}
