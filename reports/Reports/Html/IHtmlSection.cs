namespace Harness.Reports.Html;

/// <summary>A part of the page with a heading of its own.</summary>
internal interface IHtmlSection
{
    /// <summary>The section; null where the input has nothing for it.</summary>
    HtmlSection? Of(ReportInput input);
}

/// <summary>A section as it stands on the page.</summary>
/// <param name="Id">Its anchor, e.g. <c>claims</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What it holds.</param>
internal sealed record HtmlSection(string Id, string Title, SafeHtml Body)
{
    /// <summary>How many things it has, which its heading says; empty for one that does not count.</summary>
    public string Count { get; init; } = "";

    /// <summary>Its heading on the page.</summary>
    public string Heading => Count.Length == 0 ? Title : $"{Title} ({Count})";
}
