using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Which keys of a kustomization change access: all but those that are known not to. kustomize is written in Go, whose JSON reader
/// matches keys whatever their case, and takes a long s and the sign of the kelvin for an s and a k.
/// </summary>
internal static class KustomizationKeys
{
    // https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/: these write no name, rule or subject.
    private static readonly string[] Harmless =
        ["apiVersion", "kind", "metadata", "resources", "bases", "images", "replicas", "generatorOptions", "sortOptions"];

    /// <summary>What <c>buildMetadata</c> may write: annotations of its own.</summary>
    private static readonly string[] Noted = ["originAnnotations", "transformerAnnotations"];

    /// <summary>What may stand in an item of <c>labels</c>: its <c>fields</c> would write the pairs anywhere, also to a roleRef.</summary>
    private static readonly string[] OfLabels = ["pairs", "includeSelectors", "includeTemplates"];

    /// <summary>By a label of the first, a ClusterRole joins another; by an annotation of the second, an object is dropped.</summary>
    private static readonly string[] Touching = ["rbac.authorization.k8s.io/", "config.kubernetes.io/"];

    /// <summary>Whether a key is one of some.</summary>
    public static bool IsAny(YamlField field, params ReadOnlySpan<string> keys)
    {
        var name = field.Name.Replace('\u017F', 's').Replace('\u212A', 'k');
        foreach (var key in keys)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a field changes the access in the files that are put together.</summary>
    /// <param name="field">The field.</param>
    /// <param name="names">What access depends on there; null where that is not known.</param>
    public static bool IsChange(YamlField field, NamesOfAccess? names)
    {
        if (IsEmpty(field.Value) || IsAny(field, Harmless))
            return false;
        if (IsAny(field, "buildMetadata"))
            return field.Value is not YamlList notes || !notes.Items.All(item => item is YamlScalar note && Noted.Contains(note.Text));
        if (IsAny(field, "labels"))
            return field.Value is not YamlList list || list.Items.Any(item => WritesMore(item, names));
        if (IsAny(field, "commonLabels", "commonAnnotations"))
            return Touches(field.Value, IsAny(field, "commonLabels") ? names : NamesOfAccess.None);
        return !IsAny(field, "configMapGenerator", "secretGenerator") || IsNamedByRole(field.Value, names);
    }

    private static bool WritesMore(YamlValue labels, NamesOfAccess? names) => labels is not YamlMap map
        || map.Fields.Any(one => !IsAny(one, OfLabels) || (IsAny(one, "pairs") && Touches(one.Value, names)));

    /// <summary>Labels or annotations that are more than that to somebody.</summary>
    private static bool Touches(YamlValue pairs, NamesOfAccess? names) => pairs is not YamlMap map || map.Fields.Any(pair =>
        pair.Value is not YamlScalar || names?.Labels.Contains(pair.Name) != false
        || AppliedLater.IsSaidBy(pair)
        || Array.Exists(Touching, beginning => pair.Name.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>A generated object gets a name with a digest, which then replaces its name in the roles, too.</summary>
    private static bool IsNamedByRole(YamlValue generators, NamesOfAccess? names) => generators is not YamlList list
        || list.Items.Any(item => item is not YamlMap map || map.Fields.Any(one =>
            IsAny(one, "name") && (one.Value is not YamlScalar name || names?.ResourceNames.Contains(name.Text) != false)));

    private static bool IsEmpty(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.Count == 0,
        YamlList list => list.Items.Count == 0,
        _ => value is YamlScalar { Text.Length: 0 } or YamlScalar { IsEmpty: true },
    };
}
