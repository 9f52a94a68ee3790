using Harness.Rbac.Analysis;
using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Text;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>Causes, each with the way from binding over role to rule, with file and line, the fix, and all that comes of it.</summary>
internal static class CauseSection
{
    private const int MostCauses = 200;
    private const int MostDetails = 50;
    private const int LongestText = 1_000;

    /// <summary>The section; null where there is nothing for it.</summary>
    public static HtmlSection? Of(string id, string title, ValidationReport report, IReadOnlyList<CauseGroup> causes) => causes.Count == 0
        ? null
        : new HtmlSection(id, title, HtmlTemplates.Fill("Validation.causes", new CausesModel(
            [.. causes.Take(MostCauses).Select(group => Of(report, group))],
            causes.Count > MostCauses ? Figures.Count(causes.Count - MostCauses) : "")))
        {
            Count = Figures.Count(causes.Count),
        };

    private static CauseModel Of(ValidationReport report, CauseGroup group)
    {
        var (cells, findings) = (group.CellGroups, group.Findings);
        var more = Math.Max(0, cells.Count - MostDetails) + Math.Max(0, findings.Count - MostDetails);
        return new CauseModel(
            CauseWords.Style(group), CauseWords.Word(group), Clip(group.Title), Clip(CauseText.Of(report, group)),
            Clip(CauseText.Fix(report, group)),
            [.. Way(group).Select(Of)],
            $"{(group.Cells.Count == 0 ? "" : group.Size())}{(group.Cells.Count > 0 && findings.Count > 0 ? ", " : "")}"
                + (findings.Count == 0 ? "" : Figures.Counted(findings.Count, "finding")),
            [.. cells.Take(MostDetails).Select(one => Of(report, one))],
            [.. findings.Take(MostDetails).Select(Of)],
            more == 0 ? "" : Figures.Count(more));
    }

    private static CellsModel Of(ValidationReport report, CellGroup group) => new(
        Clip(ValidationText.Wrong(group)), [.. ValidationText.Answers(report, group.First).Select(Clip)],
        Clip(ValidationText.Fix(report, group.First)));

    /// <summary>The way that allows it, of the first cell or finding that knows one.</summary>
    private static IReadOnlyList<EvidenceStep> Way(CauseGroup group) => group.Cells
        .SelectMany(cell => cell.Answers).Select(answer => answer.Evidence)
        .Concat(group.Findings.Select(finding => finding.Evidence))
        .FirstOrDefault(steps => steps.Count > 0) ?? [];

    private static StepModel Of(EvidenceStep step) => new(Clip(step.Text), step.Location is { } at ? $"{at}" : "");

    private static FindingModel Of(Finding finding) => new(
        finding.Rule.Id, finding.Rule.Severity.ToString().ToLowerInvariant(), finding.Rule.Title, Clip(finding.On), Clip(finding.Message),
        finding.Rule.Explanation, [.. finding.Evidence.Select(Of)], Clip(finding.Fix), finding.Rule.Source.AbsoluteUri);

    private static string Clip(string text) => LongText.Cut(text, LongestText).Shown;

    private sealed record CausesModel(IReadOnlyList<CauseModel> Causes, string More);

    private sealed record CauseModel(
        string Style, string Word, string Title, string What, string Fix, IReadOnlyList<StepModel> Way, string Count,
        IReadOnlyList<CellsModel> Cells, IReadOnlyList<FindingModel> Findings, string More);

    private sealed record StepModel(string Text, string Place);

    private sealed record CellsModel(string Wrong, IReadOnlyList<string> Answers, string Fix);

    private sealed record FindingModel(
        string Id, string Severity, string Title, string On, string Message, string Explanation, IReadOnlyList<StepModel> Evidence,
        string Fix, string Source);
}
