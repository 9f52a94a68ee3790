using Harness.Reports.Text;

namespace Harness.Reports.Html.Validation;

/// <summary>Texts, one below the other.</summary>
internal static class ListSection
{
    private const int Most = 1_000;

    /// <summary>The section; null where there is none of them.</summary>
    public static HtmlSection? Of(string id, string title, IReadOnlyList<string> texts) => texts.Count == 0
        ? null
        : new HtmlSection(id, title, HtmlTemplates.Fill(
            "Validation.list", new ListModel([.. texts.Take(Most)], texts.Count > Most ? Figures.Count(texts.Count - Most) : "")))
        {
            Count = Figures.Count(texts.Count),
        };

    private sealed record ListModel(IReadOnlyList<string> Texts, string More);
}
