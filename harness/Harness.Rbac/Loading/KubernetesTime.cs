using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// A time in an object: RFC 3339's, with a T and a Z in upper case.
/// Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/time.go
/// </summary>
internal static partial class KubernetesTime
{
    private const string Seconds = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>Refuses a field that is none; it may be missing.</summary>
    public static void Check(FieldReader fields, string field)
    {
        if (fields.Text(field) is { } text && !Is(text))
            fields.Refuse(field, $"is {Quoted.Of(text)}; write a time such as 2026-01-31T12:00:00Z, or leave it out");
    }

    /// <summary>Whether a text is one that there is in the calendar.</summary>
    private static bool Is(string text) => text.Length > 19 && Behind().IsMatch(text[19..])
        && DateTime.TryParseExact(text[..19], Seconds, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^(\.[0-9]+)?(Z|[-+]([01][0-9]|2[0-3]):[0-5][0-9])\z")]
    private static partial Regex Behind();
}
