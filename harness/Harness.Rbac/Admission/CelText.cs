using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Harness.Rbac.Admission;

/// <summary>
/// Texts as literals of CEL, the language of admission policies: written so that whatever a text holds, it stays inside its quotes, and
/// read back.
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values
/// </summary>
internal static class CelText
{
    /// <summary>A text, in single quotes: a file's YAML has double ones around it.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var one in text)
        {
            if (char.IsControl(one))
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
            else
                literal.Append(one is '\'' or '\\' ? $"\\{one}" : $"{one}");
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>A list of texts.</summary>
    public static string Of(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    /// <summary>Lists of texts by text.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> lists) =>
        $"{{{string.Join(", ", lists.Select(list => $"{Of(list.Key)}: {Of(list.Value)}"))}}}";

    /// <summary>
    /// Reads a literal as written above; null for anything else. But for the quotes it is JSON, and CEL takes it for the same.
    /// </summary>
    public static T? Read<T>(string literal)
        where T : class
    {
        var (json, isInside) = (new StringBuilder(literal.Length + 2), false);
        for (var i = 0; i < literal.Length; i++)
        {
            var isQuote = literal[i] == '\'';
            if (isInside && literal[i] == '\\' && i + 1 < literal.Length)
                json.Append(literal[++i] == '\'' ? "'" : $"\\{literal[i]}");
            else
                json.Append(isQuote ? "\"" : literal[i] == '"' ? (isInside ? "\\\"" : "?") : $"{literal[i]}");
            isInside ^= isQuote;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json.ToString());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
