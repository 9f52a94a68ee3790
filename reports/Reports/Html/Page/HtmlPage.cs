namespace Harness.Reports.Html.Page;

/// <summary>The page around the sections: one file with its styles and its script in it, and nothing from anywhere else.</summary>
internal static class HtmlPage
{
    /// <summary>The whole document.</summary>
    /// <param name="title">Title of the document and heading of the page.</param>
    /// <param name="head">What comes first: the answers, on one screen.</param>
    /// <param name="sections">The sections, in order.</param>
    public static string Of(string title, SafeHtml head, IReadOnlyList<HtmlSection> sections) =>
        HtmlTemplates.Fill("Page.page", new PageModel(title, head, sections, Resource("Page.style.css"), Resource("Page.script.js"))).Text;

    private static SafeHtml Resource(string name) => new(HtmlTemplates.Resource(name));

    private sealed record PageModel(string Title, SafeHtml Head, IReadOnlyList<HtmlSection> Sections, SafeHtml Style, SafeHtml Script);
}
