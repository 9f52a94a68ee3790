namespace Harness.Reports.Graphs;

/// <summary>Texts from outside as pictures show them: in one line, without what looks like a secret, no longer than people read.</summary>
internal static class StopText
{
    private const int LongestText = 200;
    private const int LongestPlace = 60;
    private static readonly char[] Joints = [' ', '/', ':', '-', ','];

    /// <summary>What a stop is.</summary>
    public static string Of(PathStop stop) => Line(stop.Text);

    /// <summary>Where it stands, by its end, where the line's number is; empty where that is not known.</summary>
    public static string PlaceOf(PathStop stop)
    {
        var place = Printable(stop.Place);
        return place.Length <= LongestPlace ? place : "…" + place[From(place, place.Length - LongestPlace + 1)..];
    }

    /// <summary>Any other text.</summary>
    public static string Line(string text)
    {
        var line = Printable(text);
        return line.Length <= LongestText ? line : line[..From(line, LongestText - 1)] + "…";
    }

    /// <summary>
    /// A text in lines of at most so many characters, broken at blanks. A word that is longer than a line is broken behind what joins its
    /// parts, or else anywhere: a short one is not, since half a path reads like a whole one.
    /// </summary>
    public static IEnumerable<string> Wrapped(string text, int longest)
    {
        for (var rest = text; rest.Length > 0;)
        {
            var line = rest[..LineEnd(rest, longest)];
            yield return line.TrimEnd();
            rest = rest[line.Length..];
        }
    }

    private static int LineEnd(string text, int longest)
    {
        if (text.Length <= longest)
            return text.Length;
        var word = text.LastIndexOf(' ', longest) + 1;
        var wordEnd = text.IndexOf(' ', word) is var blank and >= 0 ? blank : text.Length;
        if (word > 0 && wordEnd - word <= longest)
            return word;
        var joint = text.LastIndexOfAny(Joints, longest - 1) + 1;
        return joint < longest / 2 ? From(text, longest) : joint;
    }

    // Masked before it is cut, as half a token does not look like one any more.
    private static string Printable(string text) => PrintableText.Line(SecretMask.Of(text)).Trim();

    /// <summary>The index, or the next one where it would cut a character in two.</summary>
    private static int From(string text, int index) => index < text.Length && char.IsLowSurrogate(text[index]) ? index + 1 : index;
}
