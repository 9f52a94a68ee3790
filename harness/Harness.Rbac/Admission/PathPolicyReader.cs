using System.Text.Json.Nodes;

namespace Harness.Rbac.Admission;

/// <summary>
/// Reads a policy and its binding back as the path rule that they were made of. They count as one only if they are what would be made of
/// it today, but for what an API server fills in: then the rule says all that they do.
/// </summary>
internal static class PathPolicyReader
{
    /// <summary>Reads both.</summary>
    /// <returns>Null where they are anything else.</returns>
    public static PathRule? Read(JsonObject policy, JsonObject binding)
    {
        var spec = policy["spec"] as JsonObject;
        var (user, group) = PathExpression.ReadCaller(First(spec, "matchConditions", "expression"));
        var paths = CelText.Read<Dictionary<string, IReadOnlyList<string>>>(First(spec, "variables", "expression"));
        var ns = Text(binding["spec"] as JsonObject, "matchResources", "namespaceSelector", "matchLabels", PathPolicy.NamespaceLabel);
        if (Text(policy, "metadata", "name") is not { } name || ns is null || paths is null || (user ?? group) is null
            || paths.Values.Any(some => some is null || some.Contains(null!)))
        {
            return null;
        }

        var rule = new PathRule { Name = name, Namespace = ns, User = user, Group = group, Paths = paths };
        return Candidates(rule).FirstOrDefault(one => IsSame(PathPolicy.Of(one), policy) && IsSame(PathPolicy.BindingOf(one), binding));
    }

    private static IEnumerable<PathRule> Candidates(PathRule rule) => [rule, rule with { AllowsPods = true }];

    private static bool IsSame(JsonObject made, JsonObject read) =>
        JsonNode.DeepEquals(WithoutDefaults(made["spec"]), WithoutDefaults(read["spec"]))
        && JsonNode.DeepEquals(made["apiVersion"], read["apiVersion"]);

    /// <summary>
    /// Without the values that fields have that are left out. Source:
    /// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/
    /// </summary>
    private static JsonNode? WithoutDefaults(JsonNode? spec)
    {
        var plain = spec?.DeepClone();
        foreach (var match in (string[])["matchConstraints", "matchResources"])
        {
            if ((plain as JsonObject)?[match] is not JsonObject resources)
                continue;
            Drop(resources, "matchPolicy", "Equivalent");
            Drop(resources, "objectSelector", new JsonObject());
            Drop(resources, "namespaceSelector", new JsonObject());
            foreach (var rule in (resources["resourceRules"] as JsonArray ?? []).OfType<JsonObject>())
                Drop(rule, "scope", "*");
        }

        return plain;
    }

    private static void Drop(JsonObject owner, string field, JsonNode value)
    {
        if (JsonNode.DeepEquals(owner[field], value))
            owner.Remove(field);
    }

    private static string First(JsonObject? spec, string list, string field) =>
        (spec?[list] as JsonArray)?.FirstOrDefault() is JsonObject first ? Text(first, field) ?? "" : "";

    private static string? Text(JsonObject? owner, params string[] path)
    {
        JsonNode? node = owner;
        foreach (var field in path)
            node = (node as JsonObject)?[field];
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
