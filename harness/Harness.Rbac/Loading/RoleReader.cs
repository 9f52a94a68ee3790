using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Reads Roles and ClusterRoles, and holds them to what the API server accepts.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go
/// </summary>
internal static class RoleReader
{
    /// <summary>Reads one.</summary>
    public static RbacRole Read(ObjectReader role)
    {
        var isCluster = role.Type == ManifestType.ClusterRole;
        role.Fields.Only(
            isCluster ? ["apiVersion", "kind", "metadata", "rules", "aggregationRule"] : ["apiVersion", "kind", "metadata", "rules"],
            ("status", "it has none"));
        return new RbacRole(role.Namespace, role.Name, [.. role.Fields.Objects("rules").Select(rule => ReadRule(rule, isCluster))])
        {
            Labels = role.Labels,
            LeavesOutRules = !role.Fields.Has("rules"),
            Aggregates = isCluster && role.Fields.Object("aggregationRule") is { } aggregation ? ReadSelectors(aggregation) : null,
            Location = role.Fields.Location,
        };
    }

    private static RbacRule ReadRule(FieldReader rule, bool isCluster)
    {
        if (rule.Has("attributeRestrictions"))
            rule.Refuse("attributeRestrictions", "are given, and OpenShift ignores such a rule; remove it, or the rule");
        rule.Only("apiGroups", "resources", "resourceNames", "verbs", "nonResourceURLs", "attributeRestrictions");
        var verbs = Texts(rule.RequiredTexts("verbs", "list what it allows"));
        var (paths, names) = (Texts(rule.Texts("nonResourceURLs")), Texts(rule.Texts("resourceNames")));
        var isOfPaths = paths.Count > 0; // an empty list is none, to the API server too
        var groups = Texts(
            isOfPaths ? rule.Texts("apiGroups") : rule.RequiredTexts("apiGroups", "list API groups, \"\" for the core group"));
        var resources = Texts(isOfPaths ? rule.Texts("resources") : rule.RequiredTexts("resources", "list resources"));
        if (isOfPaths && !isCluster)
            rule.Refuse("nonResourceURLs", "is given, but a Role is about resources only; move it to a ClusterRole");
        if (isOfPaths && groups.Count + resources.Count + names.Count > 0)
            rule.Refuse("has nonResourceURLs and resources; make two rules of it");
        return new RbacRule(groups, resources, names, verbs)
        {
            NonResourceUrls = paths,
            Location = rule.Location,
        };
    }

    private static IReadOnlyList<LabelSelector> ReadSelectors(FieldReader aggregation)
    {
        aggregation.Only("clusterRoleSelectors");
        return [.. aggregation.RequiredObjects("clusterRoleSelectors", "list label selectors").Select(ReadSelector)];
    }

    private static LabelSelector ReadSelector(FieldReader selector)
    {
        selector.Only("matchLabels", "matchExpressions");
        var labels = selector.TextsByName("matchLabels");
        foreach (var (key, value) in labels)
            RefuseUnlessLabel(selector, "matchLabels", key, [value]);
        return new LabelSelector(labels, [.. selector.Objects("matchExpressions").Select(ReadRequirement)]);
    }

    /// <summary>
    /// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
    /// </summary>
    private static LabelRequirement ReadRequirement(FieldReader requirement)
    {
        requirement.Only("key", "operator", "values");
        var key = requirement.RequiredText("key", "name the label");
        var word = requirement.RequiredText("operator", "write In, NotIn, Exists or DoesNotExist");
        var values = Texts(requirement.Texts("values"));
        if (word is "In" or "NotIn" && values.Count == 0)
            requirement.Refuse($"has no values; {word} needs at least one");
        if (word is "Exists" or "DoesNotExist" && values.Count > 0)
            requirement.Refuse("values", $"are given, but {word} takes none; remove them");
        if (word is not ("" or "In" or "NotIn" or "Exists" or "DoesNotExist"))
            requirement.Refuse("operator", $"is {Quoted.Of(word)}; write In, NotIn, Exists or DoesNotExist");
        if (key.Length > 0)
            RefuseUnlessLabel(requirement, "key", key, values);
        return new LabelRequirement(key, word, values);
    }

    private static void RefuseUnlessLabel(FieldReader selector, string field, string key, IEnumerable<string> values)
    {
        if (!MetadataTexts.IsKey(key))
            selector.Refuse(field, $"has {Quoted.Of(key)}, which is no label's key: write NAME or DOMAIN/NAME; {MetadataTexts.Syntax}");
        foreach (var value in values.Where(value => !MetadataTexts.IsLabelValue(value)))
            selector.Refuse(field, $"has {Quoted.Of(value)}, which no label can have; {MetadataTexts.Syntax}");
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<YamlScalar> scalars) => [.. scalars.Select(scalar => scalar.Text)];
}
