namespace Harness.Rbac.Yaml;

/// <summary>A line with something on it.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Begin">Where it begins in the text.</param>
/// <param name="Indent">Columns before its content.</param>
/// <param name="End">Where its content ends in the text, without blanks.</param>
internal readonly record struct PlainLine(int Number, int Begin, int Indent, int End)
{
    /// <summary>Where its content begins in the text.</summary>
    public int Start => Begin + Indent;

    /// <summary>The lines of a text without empty ones and comments.</summary>
    public static List<PlainLine> Of(YamlInput input)
    {
        var lines = new List<PlainLine>();
        var text = input.Text.AsSpan();
        for (var (begin, number) = (0, input.FirstLine); begin < text.Length; number++)
        {
            var length = text[begin..].IndexOf('\n');
            var line = length < 0 ? text[begin..] : text.Slice(begin, length);
            var content = line.TrimEnd(' ');
            var indent = content.Length - content.TrimStart(' ').Length;
            if (content.Length > indent && content[indent] != '#')
                lines.Add(new PlainLine(number, begin, indent, begin + content.Length));
            begin += line.Length + 1;
        }

        return lines;
    }

    /// <summary>Whether it is an item of a list.</summary>
    public bool IsItem(string text) => text[Start] == '-' && (Start + 1 == End || text[Start + 1] == ' ');

    /// <summary>What stands behind an item's dash, as if it were a line of its own; null when there is nothing.</summary>
    public PlainLine? BehindDash(string text)
    {
        var start = Start + 1;
        while (start < End && text[start] == ' ')
            start++;
        return start < End ? this with { Indent = start - Begin } : null;
    }
}
