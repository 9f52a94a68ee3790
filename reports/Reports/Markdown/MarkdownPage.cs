using System.Text;
using Harness.Reports.Text;

namespace Harness.Reports.Markdown;

/// <summary>A Markdown file under construction, a blank line between blocks. Takes Markdown: callers escape everything else.</summary>
internal sealed class MarkdownPage
{
    private readonly List<MarkdownBlock> _blocks = [];

    /// <summary>Its length in UTF-8.</summary>
    public int Bytes { get; private set; }

    /// <summary>Its blocks, in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks => _blocks;

    public void Heading(int level, string markdown) => Add(new MarkdownBlock($"{new string('#', level)} {markdown}", []) { Level = level });

    public void Paragraph(string markdown) => Add(new MarkdownBlock(markdown, []));

    public void List(IEnumerable<string> items) => Add(new MarkdownBlock("", [.. items.Select(item => $"- {item}")]));

    /// <summary>Verbatim text; with <paramref name="indent"/>, as part of a list item.</summary>
    public void Verbatim(string content, string indent = "")
    {
        var fence = MarkdownText.Fence(content);
        var lines = PrintableText.Of(SecretMask.Of(content)).TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : indent + line);
        Add(new MarkdownBlock($"{indent}{fence}text", [.. lines], indent + fence));
    }

    /// <summary>Code in a language, which its writer has made safe: nothing in it ends the fence.</summary>
    public void Code(string language, string code) => Add(new MarkdownBlock($"```{language}\n{code.TrimEnd('\n')}", [], "```"));

    /// <summary>A table; a column whose heading begins with <c>&gt;</c> holds figures, aligned to the right.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var rules = headings.Select(heading => heading.StartsWith('>') ? "---:" : "---");
        var head = $"{Row(headings.Select(heading => heading.TrimStart('>')))}\n{Row(rules)}";
        Add(new MarkdownBlock(head, [.. rows.Select(Row)]) { IsTable = true });
    }

    /// <summary>Another page's blocks behind this one's.</summary>
    public void Append(MarkdownPage other)
    {
        foreach (var block in other.Blocks)
            Add(block);
    }

    /// <summary>What stands before the first heading of a level, then a page for each with what belongs to it.</summary>
    public IReadOnlyList<MarkdownPage> SplitAt(int level)
    {
        List<MarkdownPage> pages = [new()];
        foreach (var block in _blocks)
        {
            if (block.Level == level)
                pages.Add(new MarkdownPage());
            pages[^1].Add(block);
        }

        return pages;
    }

    /// <summary>
    /// The page in so many bytes: tables, lists and verbatim text lose their last lines, each at most to half of what is left, so that
    /// one that is too long does not take the others' place; what fits nowhere is left out. Both are said in their places.
    /// </summary>
    public MarkdownPage Within(int bytes)
    {
        if (Bytes <= bytes)
            return this;
        var page = new MarkdownPage();
        var (left, missing) = (bytes - LeftOut(_blocks.Count).Bytes, 0);
        foreach (var (at, block) in _blocks.Index())
        {
            var kept = block.Within(block.Lines.Count > 0 && at < _blocks.Count - 1 ? left / 2 : left);
            missing += kept.Count == 0 ? 1 : 0;
            foreach (var part in kept)
                page.Add(part);
            left -= kept.Sum(part => part.Bytes);
        }

        if (missing > 0)
            page.Add(LeftOut(missing));
        return page;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var block in _blocks)
        {
            if (text.Length > 0)
                text.Append('\n');
            block.WriteTo(text);
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static MarkdownBlock LeftOut(int blocks) =>
        new($"… {Figures.Counted(blocks, "heading, paragraph or table", "headings, paragraphs and tables")} left out here.", []);

    private void Add(MarkdownBlock block)
    {
        _blocks.Add(block);
        Bytes += block.Bytes;
    }
}
