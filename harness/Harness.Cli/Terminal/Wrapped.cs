namespace Harness.Cli.Terminal;

/// <summary>Text in lines that a terminal of 80 columns shows whole.</summary>
internal static class Wrapped
{
    /// <summary>Columns of the narrowest terminal.</summary>
    public const int Columns = 80;

    /// <summary>
    /// Breaks a text between words, and a long word where it must be; what is beyond the last line is left out, with an ellipsis.
    /// </summary>
    /// <param name="text">Any text; it is taken as one line.</param>
    /// <param name="width">Columns of a line.</param>
    /// <param name="most">How many lines.</param>
    public static IReadOnlyList<string> Lines(string text, int width, int most)
    {
        var lines = new List<string>();
        var rest = PrintableText.Line(text).Trim();
        while (rest.Length > 0 && lines.Count < most)
        {
            var isLast = lines.Count == most - 1;
            var end = rest.Length <= width ? rest.Length : isLast ? Break(rest, width - 2) : Break(rest, width);
            lines.Add(rest[..end].TrimEnd() + (isLast && end < rest.Length ? " …" : ""));
            rest = rest[end..].TrimStart();
        }

        return lines;
    }

    /// <summary>Where a line ends: after the last word that fits, but never within a character of two halves.</summary>
    private static int Break(string text, int width)
    {
        var blank = text.LastIndexOf(' ', width);
        return blank > width / 2 ? blank : char.IsHighSurrogate(text[width - 1]) ? width - 1 : width;
    }
}
