using System.Text;

namespace Harness.Reports.Html.Cost;

/// <summary>The body of a section under construction.</summary>
internal sealed class CostBlocks
{
    private readonly StringBuilder _html = new();

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _html.Length == 0;

    /// <summary>A heading below the section's.</summary>
    public void Heading(string text) => Add("heading", new TextModel(text));

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => Add("paragraph", new TextModel(text));

    /// <summary>A list; nothing for no items.</summary>
    public void List(IEnumerable<string> items)
    {
        List<string> all = [.. items];
        if (all.Count > 0)
            Add("list", new ListModel(all));
    }

    /// <summary>A table that is open.</summary>
    public void Table(CostTable table) => Add("table", table);

    /// <summary>A table that is folded.</summary>
    public void Folded(CostTable table) =>
        Add("fold", new FoldModel($"As a table: {table.Name}", HtmlTemplates.Fill("Cost.table", table)));

    /// <summary>A picture with what is seen in it; the table with the same figures follows, folded, if it has one of its own.</summary>
    public void Figure(string name, SafeHtml picture, string caption, CostTable? table = null)
    {
        Add("figure", new FigureModel(name, CostText.Capital(name), picture, caption));
        if (table is not null)
            Folded(table);
    }

    /// <summary>What is in it.</summary>
    public SafeHtml Finish() => new(_html.ToString());

    /// <summary>The section; null where there is nothing in it.</summary>
    public HtmlSection? AsSection(string id, string title) => IsEmpty ? null : new HtmlSection(id, title, Finish());

    private void Add(string template, object model) => _html.Append(HtmlTemplates.Fill($"Cost.{template}", model).Text);

    private sealed record TextModel(string Text);

    private sealed record ListModel(IReadOnlyList<string> Items);

    private sealed record FoldModel(string Summary, SafeHtml Body);

    private sealed record FigureModel(string Name, string Title, SafeHtml Picture, string Caption);
}
