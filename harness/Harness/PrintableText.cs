using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness;

/// <summary>
/// Makes text from outside, such as a pod's answer or a role's name, safe to show: applied where something is written, once for each
/// kind of output.
/// </summary>
public static partial class PrintableText
{
    /// <summary>
    /// The same text with line feeds only, control characters as their Unicode pictures (␛ for escape), and invisible characters, marks
    /// of the reading direction and non-characters replaced; the result is valid in XML 1.0. No line of it is a command to the system
    /// that runs a CI job, whose log may be where it ends.
    /// </summary>
    /// <remarks>
    /// Sources: https://docs.github.com/actions/reference/workflow-commands-for-github-actions,
    /// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
    /// </remarks>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        // Runes turn half a surrogate pair into U+FFFD.
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            printable.Append(Printable(rune).ToString());
        return HashCommand().Replace(ColonCommand().Replace(printable.ToString(), ": :"), "# #");
    }

    /// <summary>The same in one line, so that no name can pass for a line of its own: a line feed is shown as ␊.</summary>
    public static string Line(string text) => Of(text).Replace('\n', '␊').Replace('\t', '␉');

    /// <summary>JSON for people and logs alike: what is replaced elsewhere is escaped, so that nothing of a value is lost.</summary>
    /// <param name="json">A document; such characters can only be in its strings.</param>
    public static string Json(string json)
    {
        var escaped = new StringBuilder(json.Length);
        foreach (var rune in HashCommand().Replace(json, @"#\u0023").EnumerateRunes())
        {
            if (rune.Value == '\r' || Printable(rune) == rune)
                escaped.Append(rune.ToString());
            else
                AppendEscaped(escaped, rune);
        }

        return escaped.ToString();
    }

    private static void AppendEscaped(StringBuilder escaped, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }

    private static Rune Printable(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => rune,
        < 0x20 => new Rune(0x2400 + rune.Value),
        0x7F => new Rune(0x2421),
        (>= 0x80 and < 0xA0) or 0xFFFE or 0xFFFF => Rune.ReplacementChar,
        _ => IsInvisible(rune) ? Rune.ReplacementChar : rune,
    };

    /// <summary>What shows nothing but changes what is around it: reading direction, tags, line and paragraph separators.</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"(?<=^\s*)::", RegexOptions.Multiline)]
    private static partial Regex ColonCommand();

    [GeneratedRegex(@"##(?=\w*\[)")]
    private static partial Regex HashCommand();
}
