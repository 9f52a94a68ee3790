using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Reports.Markdown;

/// <summary>Text from outside as Markdown that shows just that text: GitHub Flavored Markdown, spec 0.29, §6.1 and §4.10.</summary>
internal static partial class MarkdownText
{
    /// <summary>For a heading, a paragraph or a list item: one line.</summary>
    public static string Inline(string text) => AtLineStart(Dead(Escape(text).Replace("\n", " ", StringComparison.Ordinal)));

    /// <summary>For a table's cell.</summary>
    public static string Cell(string text) => Dead(Escape(text)).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>As a code span, outside of tables.</summary>
    public static string Code(string text)
    {
        var line = PrintableText.Of(SecretMask.Of(text)).Replace('\n', ' ');
        var fence = new string('`', LongestRunOfBackticks(line) + 1);
        // A span must not touch a backtick of its own text; renderers strip one space on each side.
        return fence.Length > 1 || line.Length == 0 ? $"{fence} {line} {fence}" : $"{fence}{line}{fence}";
    }

    /// <summary>As a code span in a table's cell, where | ends the cell even inside a code span.</summary>
    public static string CodeCell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A fence that the text cannot close.</summary>
    public static string Fence(string text) => new('`', Math.Max(3, LongestRunOfBackticks(text) + 1));

    /// <summary>Nobody is mentioned, and nothing linked: GitHub finds @name, #1 and addresses unless a joint breaks them.</summary>
    private static string Dead(string markdown) => LiveText().Replace(markdown, match => $"{match.Value}&#8203;");

    [GeneratedRegex(@"@(?=\w)|(?<!&)#(?=\d)|(?<=\w):(?=//)|www\.|mailto:|xmpp:|\bGH-(?=\d)", RegexOptions.IgnoreCase)]
    private static partial Regex LiveText();

    private static string Escape(string text)
    {
        var printable = PrintableText.Of(SecretMask.Of(text)).Trim();
        var escaped = new StringBuilder(printable.Length);
        for (var i = 0; i < printable.Length; i++)
        {
            escaped.Append(printable[i] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '_' when IsInsideWord(printable, i) => "_",
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' => $"\\{printable[i]}",
                var other => other.ToString(),
            });
        }

        return escaped.ToString();
    }

    // Such an underscore cannot begin or end an emphasis; escaping it would make every name hard to read in the raw file.
    private static bool IsInsideWord(string text, int i) =>
        i > 0 && i < text.Length - 1 && char.IsAsciiLetterOrDigit(text[i - 1]) && char.IsAsciiLetterOrDigit(text[i + 1]);

    // What would begin a heading, a list or a rule there.
    private static string AtLineStart(string line)
    {
        if (line.StartsWith('#') || line.StartsWith('+') || line.StartsWith('-') || line.StartsWith('='))
            return $"\\{line}";
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < line.Length && line[digits] is ('.' or ')') ? $"{line[..digits]}\\{line[digits..]}" : line;
    }

    private static int LongestRunOfBackticks(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
