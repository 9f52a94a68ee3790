using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Generating;

/// <summary>
/// Service accounts, Roles and RoleBindings as the JSON that the API server takes, fields in the order that people expect.
/// </summary>
internal static class RbacJson
{
    private const string RbacVersion = RbacRole.ApiGroup + "/v1";

    /// <summary>A service account.</summary>
    public static JsonObject ServiceAccount(RbacSubject account) => Object("v1", "ServiceAccount", account.Namespace, account.Name);

    /// <summary>A Role.</summary>
    public static JsonObject Role(RbacRole role)
    {
        var json = Object(RbacVersion, "Role", role.Namespace, role.Name);
        json["rules"] = new JsonArray([.. role.Rules.Select(Rule)]);
        return json;
    }

    /// <summary>A RoleBinding.</summary>
    public static JsonObject Binding(RbacBinding binding)
    {
        var json = Object(RbacVersion, "RoleBinding", binding.Namespace, binding.Name);
        json["roleRef"] = new JsonObject { ["apiGroup"] = RbacRole.ApiGroup, ["kind"] = binding.RoleKind, ["name"] = binding.RoleName };
        json["subjects"] = new JsonArray([.. binding.Subjects.Select(Subject)]);
        return json;
    }

    private static JsonObject Object(string version, string kind, string? ns, string name) => new()
    {
        ["apiVersion"] = version,
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = ns ?? throw new ArgumentException($"{kind} {name} has no namespace, and manifests hold only what is in one"),
        },
    };

    private static JsonObject Rule(RbacRule rule)
    {
        var json = new JsonObject { ["apiGroups"] = Words(rule.ApiGroups) };
        if (rule.ResourceNames.Count > 0)
            json["resourceNames"] = Words(rule.ResourceNames);
        json["resources"] = Words(rule.Resources);
        json["verbs"] = Words(rule.Verbs);
        return json;
    }

    private static JsonObject Subject(RbacSubject subject) => subject.Kind == RbacSubjectKind.ServiceAccount
        ? new() { ["kind"] = "ServiceAccount", ["name"] = subject.Name, ["namespace"] = subject.Namespace }
        : new() { ["apiGroup"] = RbacRole.ApiGroup, ["kind"] = subject.Kind.ToString(), ["name"] = subject.Name };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
