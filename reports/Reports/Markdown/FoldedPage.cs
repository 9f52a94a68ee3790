using System.Net;
using Harness.Reports.Text;

namespace Harness.Reports.Markdown;

/// <summary>
/// A page that is read at a glance: its first section stands open, and so do others as long as all of it is no more than so many lines; the
/// rest is folded. It is within a limit by leaving out the ends of long tables, and says so.
/// </summary>
/// <param name="Bytes">Most bytes in UTF-8.</param>
/// <param name="Lines">Most lines that can be seen without unfolding anything.</param>
/// <param name="Folded">Titles of sections that are folded in any case.</param>
internal sealed record FoldedPage(int Bytes, int Lines, IReadOnlyCollection<string> Folded)
{
    /// <summary>Lines around a folded section, and what a summary takes beside its title.</summary>
    private const int FoldBytes = 200;

    /// <summary>The page in this form.</summary>
    /// <param name="page">The page; each section begins with a heading of level 2.</param>
    /// <param name="shortened">What to say in a page that is not whole: where the rest is.</param>
    public string Of(MarkdownPage page, string shortened)
    {
        var sections = page.SplitAt(2);
        var notice = new MarkdownPage();
        notice.Paragraph($"> ✂ **Shortened:** {shortened}");
        var shares = FairShares.Of([.. sections.Select(section => section.Bytes)], Bytes - notice.Bytes - (FoldBytes * sections.Count));
        var cut = sections.Zip(shares, (section, share) => section.Within(share)).ToList();
        if (!cut.SequenceEqual(sections))
            cut[0].Append(notice);
        return Composed(cut).ToString();
    }

    private MarkdownPage Composed(List<MarkdownPage> sections)
    {
        var whole = new MarkdownPage();
        whole.Append(sections[0]);
        // Every section is a line at least: its title.
        var left = Lines - LinesOf(sections[0]) - sections.Count + 1;
        foreach (var section in sections.Skip(1))
        {
            var more = LinesOf(section) - 1;
            if (more <= left && !Folded.Contains(TitleOf(section)))
            {
                left -= more;
                whole.Append(section);
            }
            else
            {
                Fold(whole, section);
            }
        }

        return whole;
    }

    /// <summary>Blank lines around the content make GitHub read it as Markdown again.</summary>
    private static void Fold(MarkdownPage whole, MarkdownPage section)
    {
        whole.Paragraph($"<details>\n<summary><b>{WebUtility.HtmlEncode(TitleOf(section))}</b>: {Size(section)}</summary>");
        whole.Append(section);
        whole.Paragraph("</details>");
    }

    private static string TitleOf(MarkdownPage section) => section.Blocks[0].Head.TrimStart('#', ' ');

    private static string Size(MarkdownPage section)
    {
        var tables = section.Blocks.Where(block => block.IsTable).ToList();
        return tables.Count == 0
            ? Figures.Counted(LinesOf(section) - 1, "line")
            : $"{Figures.Counted(tables.Count, "table")} with {Figures.Counted(tables.Sum(table => table.Lines.Count), "row")}";
    }

    /// <summary>Lines with something in them.</summary>
    private static int LinesOf(MarkdownPage page) => page.Blocks.Sum(block =>
        (block.Head.Length == 0 ? 0 : block.Head.Count(c => c == '\n') + 1) + block.Lines.Count + (block.Foot.Length == 0 ? 0 : 1));
}
