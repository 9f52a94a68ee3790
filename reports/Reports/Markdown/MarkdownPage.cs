using System.Text;

namespace Harness.Reports.Markdown;

/// <summary>A Markdown file under construction, a blank line between blocks. Takes Markdown: callers escape everything else.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public void Heading(int level, string markdown) => Block($"{new string('#', level)} {markdown}");

    public void Paragraph(string markdown) => Block(markdown);

    public void List(IEnumerable<string> items) => Block(string.Join('\n', items.Select(item => $"- {item}")));

    /// <summary>Verbatim text; with <paramref name="indent"/>, as part of a list item.</summary>
    public void Verbatim(string content, string indent = "")
    {
        var lines = PrintableText.Of(content).TrimEnd().Split('\n');
        var fence = MarkdownText.Fence(content);
        Block(string.Join('\n', lines.Prepend($"{fence}text").Append(fence).Select(line => line.Length == 0 ? line : indent + line)));
    }

    /// <summary>A table; a column whose heading begins with <c>&gt;</c> holds figures, aligned to the right.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var rules = headings.Select(heading => heading.StartsWith('>') ? "---:" : "---");
        var lines = rows.Select(Row).Prepend(Row(rules)).Prepend(Row(headings.Select(heading => heading.TrimStart('>'))));
        Block(string.Join('\n', lines));
    }

    public override string ToString() => _text.ToString();

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private void Block(string markdown)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(markdown).Append('\n');
    }
}
