using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// What a kustomization has to be like for kustomize to read it at all, as far as its keys are among those that are known to change no
/// access. Source: https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go
/// </summary>
internal static class KustomizationForm
{
    private static readonly string[] Lists = ["images", "replicas"];
    private static readonly string[] Maps = ["metadata", "generatorOptions", "sortOptions"];

    /// <summary>Why one is refused; null where it is not.</summary>
    public static string? Complaint(Kustomization one)
    {
        var filled = one.Fields.Where(field => field.Value is not YamlScalar { Kind: YamlScalarKind.Null }).ToList();
        return filled.TrueForAll(field => KustomizationKeys.IsAny(field, "apiVersion", "kind")) ? "has nothing in it"
            : filled.Select(field => Complaint(field, one.IsComponent)).FirstOrDefault(complaint => complaint is not null);
    }

    private static string? Complaint(YamlField field, bool isComponent)
    {
        var (isText, text) = field.Value is YamlScalar { Kind: YamlScalarKind.Text } scalar ? (true, scalar.Text) : (false, "");
        return KustomizationKeys.IsAny(field, "kind")
                ? Unless(isText && text is "" or "Kustomization" or "Component", "is neither Kustomization nor Component")
            : KustomizationKeys.IsAny(field, "apiVersion")
                ? Unless(isText && (text.Length == 0 || text == Kustomization.Group + Version(isComponent)), "is of no such version")
            : KustomizationKeys.IsAny(field, Kustomization.Joining)
                ? Unless(field.Value is YamlList list && list.Items.All(IsEntry), "is no list of paths")
            : KustomizationKeys.IsAny(field, Lists)
                ? Unless(field.Value is YamlList { Items: var items } && items.All(item => item is YamlMap), "is no list of mappings")
            : KustomizationKeys.IsAny(field, Maps) ? Unless(field.Value is YamlMap, "is no mapping")
            : null;

        string? Unless(bool isRight, string what) => isRight ? null : $"has {Quoted.Cut(field.Name)}: it {what}";
    }

    private static string Version(bool isComponent) => isComponent ? "v1alpha1" : "v1beta1";

    private static bool IsEntry(YamlValue item) => item is YamlScalar { Kind: YamlScalarKind.Text, Text.Length: > 0 };
}
