using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>What the policy says and what is so, as a table.</summary>
internal static class SentenceSection
{
    private const int LongestText = 200;

    /// <summary>The section; null for a policy without sentences.</summary>
    public static HtmlSection? Of(ValidationReport report)
    {
        var (shown, more) = SentenceMatrix.Of(report).ForPeople();
        return shown.Rows.Count == 0
            ? null
            : new HtmlSection("sentences", "What the policy says", HtmlTemplates.Fill("Validation.sentences", new SentencesModel(
                [.. shown.Consumers.Select(Clip)],
                [.. shown.Rows.Select(row => new RowModel(Clip(row.Text), [.. row.Cells.Select(Of)]))],
                more,
                shown.HasDash,
                SentenceMatrix.Dash)));
    }

    private static CellModel Of(SentenceCell cell) => new(
        cell.Word, cell.IsRight switch { true => "", false => "bad", _ => cell.State == SentenceState.Undecided ? "doubt" : "" });

    private static string Clip(string text) => LongText.Cut(text, LongestText).Shown;

    private sealed record SentencesModel(
        IReadOnlyList<string> Consumers, IReadOnlyList<RowModel> Rows, string More, bool HasDash, string Dash);

    private sealed record RowModel(string Text, IReadOnlyList<CellModel> Cells);

    private sealed record CellModel(string Word, string Style);
}
