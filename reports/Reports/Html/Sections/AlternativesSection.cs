using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>The alternatives side by side, a row for each question.</summary>
internal sealed class AlternativesSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        if (AlternativeTable.Observed(input.Results) is not { } observed)
            return null;
        var model = new AlternativesModel(
            [
                Table("The alternatives side by side", observed, "As observed on this cluster; empty = not tried.", []),
                Table(
                    "Alternatives that were not tried", AlternativeTable.ByConstruction, "By construction, not tried here; see",
                    [.. KnownAlternatives.Sources.Select(source => new SourceModel(source.Key, source.Value.AbsoluteUri))]),
            ]);
        return new HtmlSection("alternatives", "The alternatives", HtmlTemplates.Fill("Sections.alternatives", model));
    }

    private static TableModel Table(string label, AlternativeTable table, string caption, IReadOnlyList<SourceModel> sources) => new(
        label, table.Alternatives,
        [.. table.Rows.Select(row => new QuestionModel(
            row.Question, [.. row.Answers.Select(all => new AnswersModel([.. all.Select(answer => Evidence.Clip(answer)).Distinct()]))]))],
        caption, sources);

    private sealed record AlternativesModel(IReadOnlyList<TableModel> Tables);

    private sealed record TableModel(
        string Label, IReadOnlyList<string> Alternatives, IReadOnlyList<QuestionModel> Questions, string Caption,
        IReadOnlyList<SourceModel> Sources);

    private sealed record SourceModel(string Name, string Address);

    private sealed record QuestionModel(string Question, IReadOnlyList<AnswersModel> Cells);

    private sealed record AnswersModel(IReadOnlyList<string> Answers);
}
