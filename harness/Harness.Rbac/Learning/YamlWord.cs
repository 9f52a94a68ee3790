using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Rbac.Learning;

/// <summary>Texts from outside in a YAML file: as values and in comments, of which none can become anything else.</summary>
internal static partial class YamlWord
{
    private const int LongestRemark = 300;

    /// <summary>Words that YAML 1.1 takes for something else than text.</summary>
    private static readonly string[] Special = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    /// <summary>A value: as it is where that is certainly text, else in quotes.</summary>
    public static string Of(string text) => Plain().IsMatch(text) && !Special.Contains(text) ? text : $"\"{Escaped(text)}\"";

    /// <summary>A comment behind a value, or on a line of its own.</summary>
    public static string Comment(string text)
    {
        var escaped = Escaped(SecretMask.Of(text).Replace("…", "...", StringComparison.Ordinal), isQuoted: false);
        return escaped.Length <= LongestRemark ? escaped : $"{escaped[..LongestRemark]}...";
    }

    /// <summary>ASCII alone: no line can end in it, and nothing in it changes how the rest is shown.</summary>
    private static string Escaped(string text, bool isQuoted = true)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (isQuoted && rune.Value is '"' or '\\')
                escaped.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= 0x20 and < 0x7f)
                escaped.Append((char)rune.Value);
            else if (rune.IsBmp)
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^(/|/?[a-z])[a-z0-9./-]*\z")]
    private static partial Regex Plain();
}
