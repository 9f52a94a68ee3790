using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Reports.Graphs;

/// <summary>
/// Text as a label of mermaid that shows just that text. Mermaid reads labels several times over, as its own language, as Markdown and as
/// HTML, so whatever is not plain is written as a character's number, which it resolves last.
/// </summary>
/// <remarks>Source: https://mermaid.js.org/syntax/flowchart.html#special-characters-that-break-syntax</remarks>
internal static partial class MermaidText
{
    private const string Plain = " /-.,:";

    /// <summary>The lines of a label, in quotes.</summary>
    public static string Label(params IEnumerable<string> lines) =>
        $"\"{string.Join("<br/>", lines.Where(line => line.Length > 0).DefaultIfEmpty("(empty)").Select(Line))}\"";

    private static string Line(string name)
    {
        // What mermaid itself writes numbers as, and resolves even where a number stood for it.
        var text = name.Replace("ﬂ°", "fl°", StringComparison.Ordinal).Replace("¶ß", "¶ss", StringComparison.Ordinal);
        // The words and marks that mermaid looks for in the raw text; what a line begins with may be a list to Markdown.
        var live = Live().Matches(text).Select(match => match.Index).Prepend(char.IsAsciiLetter(text[0]) ? -1 : 0).ToHashSet();
        var (line, at) = (new StringBuilder(text.Length), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Plain.Contains((char)rune.Value));
            if (isPlain && !live.Contains(at))
                line.Append((char)rune.Value);
            else
                line.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            at += rune.Utf16SequenceLength;
        }

        return line.ToString();
    }

    /// <summary>
    /// Behind <c>style</c> and <c>classDef</c> it drops a semicolon, and so the number of a character; <c>fa:fa-</c> is an icon; Markdown
    /// makes links of addresses, which it then cannot draw.
    /// </summary>
    [GeneratedRegex(@"style|classDef|:(?=fa-|//)|(?<=www)\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Live();
}
