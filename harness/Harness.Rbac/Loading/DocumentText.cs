using System.Buffers;

namespace Harness.Rbac.Loading;

/// <summary>
/// The text of one document of a YAML file, looked at line by line. That a mapping begins at its margin makes certain that every key of
/// it stands there too, in one of a few spellings, and that a line of dashes ends it: nothing within it can reach the margin but quoted
/// text, which can only add lines that look like keys, never hide one.
/// </summary>
/// <param name="File">The file's text.</param>
/// <param name="Start">Where it begins in the file.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Line">The line of the file that it begins on.</param>
internal readonly record struct DocumentText(string File, int Start, int Length, int Line)
{
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/");

    private static readonly SearchValues<char> Breaks = SearchValues.Create(['\x85', '\u2028', '\u2029', '\uFEFF']);

    /// <summary>Whether there is nothing in it but comments.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (var line in Text.EnumerateLines())
            {
                if (line.TrimStart(' ') is not ([] or ['#', ..]))
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether a mapping begins at its margin, and nothing at the margin is anything but keys, items and comments.</summary>
    public bool IsMapping
    {
        get
        {
            var hasKey = false;
            foreach (var line in Text.EnumerateLines())
            {
                if (line is [] or ['#', ..] || line.TrimStart(' ') is [] or ['#', ..])
                    continue;
                if (KeyOf(line).Length > 0)
                    hasKey = true;
                else if (!hasKey || line is not ([' ', ..] or ['-'] or ['-', ' ', ..]))
                    return false;
            }

            return hasKey;
        }
    }

    private ReadOnlySpan<char> Text => File.AsSpan(Start, Length);

    /// <summary>Whether lines end otherwise than by a line feed, also in the middle of what looks like one.</summary>
    public static bool HasOtherBreaks(ReadOnlySpan<char> text) => text.ContainsAny(Breaks) || LoneReturn(text);

    /// <summary>
    /// The kind, where it and the apiVersion are written once and plainly, are of none that is read, and no <c>items</c> stand beside them;
    /// else null. A template is none, whatever it says.
    /// </summary>
    public string? PlainKind()
    {
        ReadOnlySpan<char> kind = [], version = [];
        foreach (var line in Text.EnumerateLines())
        {
            var key = KeyOf(line);
            if (key is "items" || (key is "kind" && kind.Length > 0) || (key is "apiVersion" && version.Length > 0))
                return null;
            if (key is "kind" or "apiVersion" && line[(key.Length + 1)..].Trim(' ') is var value
                && (value.Length == 0 || value.ContainsAnyExcept(Letters)))
            {
                return null;
            }

            if (key is "kind")
                kind = line["kind:".Length..].Trim(' ');
            else if (key is "apiVersion")
                version = line["apiVersion:".Length..].Trim(' ');
        }

        var isOther = kind.Length > 0 && version.Length > 0 && ManifestTypes.IsOther(version.ToString(), kind.ToString())
            && Text.IndexOf("{{") < 0;
        return isOther ? kind.ToString() : null;
    }

    /// <summary>The key that a line begins with at the margin; empty when it begins otherwise.</summary>
    private static ReadOnlySpan<char> KeyOf(ReadOnlySpan<char> line)
    {
        var length = line.IndexOfAnyExcept(Letters);
        var isKey = length > 0 && line[0] is not ('-' or '.') && line[length] == ':'
            && (line.Length == length + 1 || line[length + 1] == ' ');
        return isKey ? line[..length] : [];
    }

    private static bool LoneReturn(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('\r') is >= 0 and var at)
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
                return true;
            text = text[(at + 2)..];
        }

        return false;
    }
}
