using System.Text;
using Harness.Reports.Text;

namespace Harness.Reports.Markdown;

/// <summary>A block of a page: what it is not whole without, and lines of which the last ones can be left out.</summary>
/// <param name="Head">Its first lines: a paragraph, a table's headings, a fence; empty for a list.</param>
/// <param name="Lines">Rows, items or lines of verbatim text; empty for any other block.</param>
/// <param name="Foot">Its last line; empty where it has none.</param>
internal sealed record MarkdownBlock(string Head, IReadOnlyList<string> Lines, string Foot = "")
{
    /// <summary>Level of a heading; 0 for any other block.</summary>
    public int Level { get; init; }

    /// <summary>Whether it is a table.</summary>
    public bool IsTable { get; init; }

    /// <summary>Its length in UTF-8, the blank line before it included.</summary>
    public int Bytes { get; } = SizeIfAny(Head) + Lines.Sum(Size) + SizeIfAny(Foot) + 1;

    /// <summary>
    /// As many of its lines as fit, with a block that says how many are missing; empty where not even the head does, or nothing of it
    /// would be left.
    /// </summary>
    public IReadOnlyList<MarkdownBlock> Within(int bytes)
    {
        if (Bytes <= bytes)
            return [this];
        var left = bytes - SizeIfAny(Head) - SizeIfAny(Foot) - Notice(Lines.Count).Bytes - 1;
        var kept = 0;
        while (kept < Lines.Count && (left -= Size(Lines[kept])) >= 0)
            kept++;
        return kept == 0 ? [] : [this with { Lines = [.. Lines.Take(kept)] }, Notice(Lines.Count - kept)];
    }

    public void WriteTo(StringBuilder text)
    {
        string[] head = Head.Length == 0 ? [] : [Head], foot = Foot.Length == 0 ? [] : [Foot];
        foreach (var part in head.Concat(Lines).Concat(foot))
            text.Append(part).Append('\n');
    }

    private static MarkdownBlock Notice(int more) => new($"… and {Figures.Count(more)} more left out here.", []);

    private static int SizeIfAny(string part) => part.Length == 0 ? 0 : Size(part);

    private static int Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;
}
