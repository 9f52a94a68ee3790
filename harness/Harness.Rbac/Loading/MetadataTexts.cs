using System.Text;
using System.Text.RegularExpressions;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Holds labels and annotations to what the API server accepts: above all, their values are texts.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
/// </summary>
internal static partial class MetadataTexts
{
    /// <summary>What a name, and a label's value, may be.</summary>
    public const string Syntax = "write up to 63 letters, digits, '-', '_' and '.', with a letter or digit first and last";

    private const int MostOfAnnotations = 256 * 1024;

    /// <summary>Refuses what is not as it has to be.</summary>
    public static void Check(ObjectReader one, string title, YamlMap metadata)
    {
        Check(one.Fields, $"{title}: metadata.labels", metadata.Find("labels"), IsKey, IsLabelValue);
        Check(one.Fields, $"{title}: metadata.annotations", metadata.Find("annotations"), IsAnnotationKey, _ => true);
        if (one.Annotations.Sum(Bytes) > MostOfAnnotations)
            one.Fields.Problem(metadata.Location, $"{title}: metadata.annotations are over 256 KiB in all, which no API server takes");
    }

    /// <summary>Whether a label may have such a key, and a finalizer such a name.</summary>
    public static bool IsKey(string key) => key.Split('/') is { Length: <= 2 } parts && Name().IsMatch(parts[^1])
        && (parts.Length == 1 || KubernetesName.IsSubdomain(parts[0]));

    /// <summary>Whether a label may have such a value.</summary>
    public static bool IsLabelValue(string value) => value.Length == 0 || Name().IsMatch(value);

    /// <summary>An annotation's domain may be in upper case. Source: ValidateAnnotations in
    /// https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go</summary>
    private static bool IsAnnotationKey(string key) => key.All(char.IsAscii) && IsKey(key.ToLowerInvariant());

    private static void Check(
        FieldReader fields, string where, YamlValue? value, Func<string, bool> isKey, Func<string, bool> isValue)
    {
        if (value is null)
            return;
        if (value is not YamlMap)
            fields.Problem(value.Location, $"{where} must be a mapping, not {value.Description}; write name: value below it");
        foreach (var field in (value as YamlMap)?.Fields ?? [])
        {
            var called = $"{where}.{Quoted.Cut(field.Name)}";
            if (!isKey(field.Name))
                fields.Problem(field.Location, $"{called} is no key: write NAME or DOMAIN/NAME; {Syntax}");
            if (field.Value is YamlScalar { IsEmpty: true })
                continue;
            if (YamlComplaint.OfNoText(field.Value) is { } complaint)
                fields.Problem(field.Value.Location, $"{called} {complaint}");
            else if (field.Value is YamlScalar text && !isValue(text.Text))
                fields.Problem(field.Value.Location, $"{called} has the value {Quoted.Of(text.Text)}; {Syntax}");
        }
    }

    private static int Bytes(YamlField one) =>
        Encoding.UTF8.GetByteCount(one.Name) + (one.Value is YamlScalar text ? Encoding.UTF8.GetByteCount(text.Text) : 0);

    [GeneratedRegex(@"^(?=.{1,63}\z)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();
}
