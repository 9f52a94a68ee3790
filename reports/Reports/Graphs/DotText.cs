using System.Text;

namespace Harness.Reports.Graphs;

/// <summary>
/// Text as a quoted string of DOT that shows just that text: neither the end of the string, nor an escape of labels (<c>\N</c> is the
/// node's name), nor an HTML entity, which labels resolve, too.
/// </summary>
/// <remarks>Sources: https://graphviz.org/doc/info/lang.html, https://graphviz.org/docs/attr-types/escString/</remarks>
internal static class DotText
{
    /// <summary>The lines of a label, in quotes.</summary>
    public static string Label(IEnumerable<string> lines) => $"\"{string.Join("\\n", lines.Select(Line))}\"";

    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '&' => "&amp;",
                _ => c.ToString(),
            });
        }

        return line.ToString();
    }
}
