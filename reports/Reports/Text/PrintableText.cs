using System.Text;

namespace Harness.Reports.Text;

/// <summary>Makes text from outside, e.g. a pod's answer, safe for people and XML parsers to read.</summary>
internal static class PrintableText
{
    /// <summary>
    /// The same text with line feeds only, control characters as their Unicode pictures (␛ for escape), and non-characters
    /// (half a surrogate pair, U+FFFE) replaced; the result is valid in XML 1.0.
    /// </summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        // Runes turn half a surrogate pair into U+FFFD.
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            printable.Append(Printable(rune).ToString());
        return printable.ToString();
    }

    private static Rune Printable(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => rune,
        < 0x20 => new Rune(0x2400 + rune.Value),
        0x7F => new Rune(0x2421),
        (>= 0x80 and < 0xA0) or 0xFFFE or 0xFFFF => Rune.ReplacementChar,
        // Marks that change the reading direction could disguise a line.
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => Rune.ReplacementChar,
        _ => rune,
    };
}
