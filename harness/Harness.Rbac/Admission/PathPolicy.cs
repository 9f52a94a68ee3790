using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Admission;

/// <summary>A path rule as the two objects that bring it into force on Kubernetes 1.30 and later.</summary>
internal static class PathPolicy
{
    /// <summary>Kind of the policy.</summary>
    public const string Kind = "ValidatingAdmissionPolicy";

    /// <summary>Kind of the binding.</summary>
    public const string BindingKind = "ValidatingAdmissionPolicyBinding";

    /// <summary>The label of every namespace that has its name.</summary>
    public const string NamespaceLabel = "kubernetes.io/metadata.name";

    private const string NamePrefix = "harness-paths.";

    /// <summary>The name of a consumer's policy in a namespace.</summary>
    public static string NameOf(string ns, string consumer) => $"{NamePrefix}{ns}.{consumer}";

    /// <summary>Whether a policy has such a name, whatever it says.</summary>
    public static bool IsNamed(AdmissionObject policy) =>
        policy.Kind == Kind && policy.Name.StartsWith(NamePrefix, StringComparison.Ordinal);

    /// <summary>The policy of a rule, and its binding.</summary>
    public static IEnumerable<JsonObject> Both(PathRule rule) => [Of(rule), BindingOf(rule)];

    /// <summary>
    /// The policy of a rule. Where it cannot be evaluated, the call is refused. What an API server fills in is written, too: else a second
    /// <c>kubectl apply</c> would change it again, and tools that compare would never find it in step.
    /// </summary>
    public static JsonObject Of(PathRule rule)
    {
        string[] resources = rule.AllowsPods ? [PathRule.Services] : [PathRule.Services, PathRule.Pods];
        var policy = Object(Kind, rule.Name);
        policy["spec"] = new JsonObject
        {
            ["failurePolicy"] = "Fail",
            ["matchConstraints"] = new JsonObject
            {
                ["matchPolicy"] = "Equivalent",
                ["namespaceSelector"] = new JsonObject(),
                ["objectSelector"] = new JsonObject(),
                ["resourceRules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray(""),
                    ["apiVersions"] = new JsonArray("v1"),
                    ["operations"] = new JsonArray("CONNECT"),
                    ["resources"] = new JsonArray([.. resources.Select(one => (JsonNode)one)]),
                    ["scope"] = "*",
                }),
            },
            ["matchConditions"] = new JsonArray(Named("caller", PathExpression.Caller(rule))),
            ["variables"] = new JsonArray([.. PathExpression.Variables(rule).Select(one => Named(one.Name, one.Expression))]),
            ["validations"] = new JsonArray([.. Validations(rule)]),
        };
        return policy;
    }

    /// <summary>The binding that puts it in force in the rule's namespace.</summary>
    public static JsonObject BindingOf(PathRule rule)
    {
        var binding = Object(BindingKind, rule.Name);
        binding["spec"] = new JsonObject
        {
            ["policyName"] = rule.Name,
            ["validationActions"] = new JsonArray("Deny"),
            ["matchResources"] = new JsonObject
            {
                ["matchPolicy"] = "Equivalent",
                ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [NamespaceLabel] = rule.Namespace } },
                ["objectSelector"] = new JsonObject(),
            },
        };
        return binding;
    }

    private static IEnumerable<JsonNode> Validations(PathRule rule)
    {
        yield return Validation(PathExpression.OfServices, PathExpression.PathMessage);
        if (!rule.AllowsPods)
            yield return Validation(PathExpression.OfPods, PathExpression.PodMessage);
    }

    private static JsonObject Validation(string expression, string message) => new()
    {
        ["expression"] = expression,
        ["message"] = message,
        ["reason"] = "Forbidden",
    };

    private static JsonObject Named(string name, string expression) => new() { ["name"] = name, ["expression"] = expression };

    private static JsonObject Object(string kind, string name) => new()
    {
        ["apiVersion"] = $"{AdmissionObject.ApiGroup}/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
    };
}
