using System.Globalization;
using System.Text;

namespace Harness.Reports.Measured;

/// <summary>Ids of figures: lower-case words of letters, digits and dashes, with slashes between them.</summary>
internal static class FigureId
{
    /// <summary>An id of parts.</summary>
    public static string Of(params IEnumerable<object> parts) =>
        string.Join('/', parts.Select(part => Word(Convert.ToString(part, CultureInfo.InvariantCulture)!)));

    /// <summary>
    /// Whether an id is meant by a pattern, in which <c>*</c> stands for any number of characters, slashes included.
    /// </summary>
    public static bool Matches(string pattern, string id)
    {
        var (at, star, retry, i) = (0, -1, 0, 0);
        while (i < id.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
                (star, retry) = (at++, i);
            else if (at < pattern.Length && pattern[at] == id[i])
                (at, i) = (at + 1, i + 1);
            else if (star >= 0)
                (at, i) = (star + 1, ++retry);
            else
                return false;
        }

        return pattern.AsSpan(at).TrimEnd('*').IsEmpty;
    }

    private static string Word(string text)
    {
        var word = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                word.Append(char.ToLowerInvariant(letter));
            else if (word.Length > 0 && word[^1] != '-')
                word.Append('-');
        }

        var trimmed = word.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? "none" : trimmed;
    }
}
