using System.Text;
using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Holds an object's metadata to what the API server accepts, as one that is refused is not there: labels and annotations above all, whose
/// values are texts.
/// Sources: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set,
/// https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go
/// </summary>
internal static partial class MetadataReader
{
    private const string Syntax = "write up to 63 letters, digits, '-', '_' and '.', with a letter or digit first and last";
    private const int MostOfAnnotations = 256 * 1024;

    private static readonly string[] Known =
    [
        "name", "generateName", "namespace", "labels", "annotations", "ownerReferences", "finalizers", "uid", "resourceVersion",
        "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink",
    ];

    private static readonly string[] Owner = ["apiVersion", "kind", "name", "uid"];
    private static readonly string[] Times = ["creationTimestamp", "deletionTimestamp"];

    /// <summary>Refuses what is not as it has to be.</summary>
    /// <param name="one">The object.</param>
    /// <param name="title">What messages call it.</param>
    public static void Check(ObjectReader one, string title)
    {
        if (one.Map.Find("metadata") is not YamlMap metadata)
            return;
        foreach (var field in metadata.Fields.Where(field => !Known.Contains(field.Name)))
            one.Fields.Problem(field.Location, $"{title}: metadata has the unknown field {Quoted.Of(field.Name)}; remove it");
        CheckTexts(one, $"{title}: metadata.labels", metadata.Find("labels"), value => Label().IsMatch(value));
        CheckTexts(one, $"{title}: metadata.annotations", metadata.Find("annotations"), _ => true);
        CheckOthers(new FieldReader(metadata, $"{title}: metadata", one.Problems));
        if (one.Annotations.Sum(Bytes) > MostOfAnnotations)
            one.Fields.Problem(metadata.Location, $"{title}: metadata.annotations are over 256 KiB in all, which no API server takes");
    }

    private static void CheckOthers(FieldReader metadata)
    {
        foreach (var owner in metadata.Objects("ownerReferences"))
        {
            foreach (var field in Owner)
                owner.RequiredText(field, "name the owner, or leave ownerReferences out");
        }

        foreach (var one in metadata.Texts("finalizers").Where(one => !IsKey(one.Text)))
            metadata.Problem(one.Location, $"metadata.finalizers: {Quoted.Of(one.Text)} is none: write DOMAIN/NAME; {Syntax}");
        foreach (var field in Times.Where(field => metadata.Text(field) is { } text && !Time().IsMatch(text)))
            metadata.Refuse(field, $"is {Quoted.Of(metadata.Text(field)!)}; write a time such as 2026-01-31T12:00:00Z, or leave it out");
    }

    private static void CheckTexts(ObjectReader one, string where, YamlValue? value, Func<string, bool> isValue)
    {
        if (value is null)
            return;
        if (value is not YamlMap)
            one.Fields.Problem(value.Location, $"{where} must be a mapping, not {value.Description}; write name: value below it");
        foreach (var field in (value as YamlMap)?.Fields ?? [])
        {
            var called = $"{where}.{Quoted.Cut(field.Name)}";
            if (!IsKey(field.Name))
                one.Fields.Problem(field.Location, $"{called} is no key: write NAME or DOMAIN/NAME; {Syntax}");
            if (Complaint(field.Value) is { } complaint)
                one.Fields.Problem(field.Value.Location, $"{called} {complaint}");
            else if (field.Value is YamlScalar { IsEmpty: false } text && !isValue(text.Text))
                one.Fields.Problem(field.Value.Location, $"{called} has the value {Quoted.Of(text.Text)}; {Syntax}");
        }
    }

    private static string? Complaint(YamlValue value) => value switch
    {
        YamlScalar { IsEmpty: true } or YamlScalar { Kind: YamlScalarKind.Text } => null,
        YamlScalar other => $"is {other.Description} to YAML, not a text; quote it: {Quoted.Of(other.Text)}",
        _ => $"must be a text, not {value.Description}; write one value",
    };

    private static int Bytes(YamlField one) =>
        Encoding.UTF8.GetByteCount(one.Name) + (one.Value is YamlScalar text ? Encoding.UTF8.GetByteCount(text.Text) : 0);

    /// <summary>The API server takes an annotation's domain in upper case, and nothing is gained by telling them apart.</summary>
    private static bool IsKey(string key) => key.Split('/') is { Length: <= 2 } parts && Name().IsMatch(parts[^1])
        && (parts.Length == 1 || Objects.KubernetesName.IsSubdomain(parts[0].ToLowerInvariant()));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)\z")]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?=.{1,63}\z)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?=.{0,63}\z)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?\z")]
    private static partial Regex Label();
}
