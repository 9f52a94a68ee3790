using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Finds what was meant as an object of RBAC in a document that is no Kubernetes object: values, patches and lists may be passed over,
/// but not a role or a binding that stands where nobody reads it.
/// </summary>
internal static class RbacShape
{
    private static readonly string[] Kinds = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"];
    private static readonly string[] Around =
        ["apiVersion", "metadata", "rules", "roleRef", "subjects", "aggregationRule", "items", "userNames", "groupNames"];

    /// <summary>Whether a kind is one of RBAC's or a list of them, however its letters are cased.</summary>
    public static bool IsKind(string kind) =>
        Kinds.Any(one => Is(kind, one) || Is(kind, $"{one}List"));

    /// <summary>The first mapping in a value, itself included, that looks like such an object; null when none does.</summary>
    public static YamlMap? Find(YamlValue value) => value switch
    {
        YamlMap map when Looks(map) => map,
        YamlMap map => map.Fields.Select(field => Find(field.Value)).FirstOrDefault(found => found is not null),
        YamlList list => list.Items.Select(Find).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool Looks(YamlMap map)
    {
        if (IsKind(Text(map, "kind")) && Around.Any(field => Field(map, field) is not null))
            return true;
        var hasContent = Field(map, "roleRef") is not null || HasVerbs(Field(map, "rules"));
        return hasContent && (Field(map, "metadata") is not null || Field(map, "subjects") is not null
            || Text(map, "apiVersion").Contains("rbac", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Rules of RBAC, and not of an ingress or an alert.</summary>
    private static bool HasVerbs(YamlValue? rules) =>
        rules is YamlList list && list.Items.Any(rule => rule is YamlMap map && Field(map, "verbs") is not null);

    private static string Text(YamlMap map, string name) => Field(map, name) is YamlScalar scalar ? scalar.Text : "";

    private static YamlValue? Field(YamlMap map, string name) => map.Fields.FirstOrDefault(field => Is(field.Name, name))?.Value;

    private static bool Is(string text, string word) => text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);
}
