using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Takes objects of admission out of manifests, as they are written: they are evaluated, or named, but not held to any form.
/// </summary>
internal static class AdmissionReader
{
    /// <summary>Whether a text may have such an object in it.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.Contains(AdmissionObject.ApiGroup, StringComparison.Ordinal);

    /// <summary>Reads one; null where it is something else.</summary>
    public static AdmissionObject? Read(ObjectReader one)
    {
        if (!AdmissionObject.Kinds.ContainsKey(one.Kind) || one.ApiVersion.Split('/')[0] != AdmissionObject.ApiGroup)
            return null;
        var name = one.Map.Find("metadata") is YamlMap metadata && metadata.Find("name") is YamlScalar text ? text.Text : "";
        one.Fields.Only(["apiVersion", "kind", "metadata", .. OwnFields(one.Kind)]);
        if (!KubernetesName.IsSubdomain(name))
        {
            one.Fields.Refuse(
                "metadata", $"names the {one.Kind} {Quoted.Of(name)}; a name is of lower-case letters, digits, dashes and dots");
        }

        if (one.Fields.Object("status") is { } status)
            AdmissionStatus.Check(status);
        var json = YamlJson.Of(one.Map);
        json["apiVersion"] ??= one.ApiVersion; // items of a list need not say what they are
        json["kind"] ??= one.Kind;
        return new AdmissionObject(one.Kind, name, json, one.Fields.Location);
    }

    private static string[] OwnFields(string kind) =>
        kind.EndsWith("WebhookConfiguration", StringComparison.Ordinal) ? ["webhooks"]
        : kind == "ValidatingAdmissionPolicy" ? ["spec", "status"] : ["spec"];
}
