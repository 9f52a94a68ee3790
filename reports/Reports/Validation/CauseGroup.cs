using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>
/// Everything that comes of one cause, the binding or the rule to change: one line for people, where a binding to everybody is dozens of
/// cells and findings.
/// </summary>
/// <param name="Cause">The binding, the rule's role, the policy's allowance, or the reason why there is no answer.</param>
/// <param name="At">Where it stands; null where that is not known.</param>
/// <param name="Cells">Cells that are not as the policy says, all with the same outcome.</param>
/// <param name="Findings">Findings, the worst first.</param>
internal sealed record CauseGroup(
    string Cause, SourceLocation? At, IReadOnlyList<CellResult> Cells, IReadOnlyList<Finding> Findings)
{
    private const string To = " to ";

    /// <summary>What became of its cells; null where it has none.</summary>
    public CellOutcome? Outcome => Cells.Count == 0 ? null : Cells[0].Outcome;

    /// <summary>The cause with its place.</summary>
    public string Title => At is null || Outcome == CellOutcome.Shut ? Cause : $"{Cause} ({At})";

    /// <summary>Its cells in groups that differ in subject and resource.</summary>
    public IReadOnlyList<CellGroup> CellGroups => CellGroup.Of(Cells);

    /// <summary>The causes of all that is wrong: cells in their order, then findings by severity, then what is not known.</summary>
    public static IReadOnlyList<CauseGroup> Of(ValidationReport report)
    {
        var open = report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity).ToList();
        var cells = report.Violations.GroupBy(cell => (cell.Outcome, Cause: CauseOf(report, cell)))
            .Select(same => new CauseGroup(same.Key.Cause, PlaceOf(same.First()), [.. same], [])).ToList();
        var byCause = cells.Where(group => group.Outcome != CellOutcome.Shut).DistinctBy(group => group.Cause)
            .ToDictionary(group => group.Cause);
        var ofCells = open.GroupBy(finding => byCause.GetValueOrDefault(CauseOf(finding)) ?? byCause.GetValueOrDefault(finding.On))
            .ToList();
        var without = ofCells.Where(group => group.Key is null).SelectMany(group => group).GroupBy(finding => finding.On)
            .Select(same => new CauseGroup(same.Key, same.First().Location, [], [.. same]));
        var with = ofCells.Where(group => group.Key is not null).ToDictionary(group => group.Key!, group => group.ToList());
        return
        [
            .. cells.Select(group => group with { Findings = with.GetValueOrDefault(group) ?? [] }),
            .. without,
            .. report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided).GroupBy(cell => CauseOf(report, cell))
                .Select(same => new CauseGroup(same.Key, null, [.. same], [])),
        ];
    }

    /// <summary>Whose cells they are: the subject, or how many there are.</summary>
    public string Subjects()
    {
        var subjects = Cells.Select(cell => cell.Cell.Subject.ToString()).Distinct().ToList();
        var cells = Figures.Counted(Cells.Count, "cell");
        return subjects.Count == 1
            ? $"{cells} of {subjects[0]}"
            : $"{cells} of {Figures.Counted(subjects.Count, "subject")}, first {subjects[0]}";
    }

    /// <summary>The kinds of its findings: <c>HR301 ×2, HR502</c>.</summary>
    public string Kinds() => string.Join(", ", Findings.GroupBy(finding => finding.Rule.Id)
        .Select(same => same.Count() == 1 ? same.Key : $"{same.Key} ×{Figures.Count(same.Count())}"));

    private static string CauseOf(ValidationReport report, CellResult cell) => cell.Outcome switch
    {
        CellOutcome.Shut when cell.Cell.Because is { } allowance => $"the policy's allowance at {allowance}",
        CellOutcome.Undecided => string.Join("; ", report.Sources.Zip(cell.Answers)
            .Where(pair => pair.Second.Kind == CellAnswerKind.Undecided).Select(pair => $"{pair.First}: {pair.Second.Detail}").Distinct()),
        _ => cell.Answers.SelectMany(answer => answer.Evidence).FirstOrDefault()?.Text.Split(To)[0]
            ?? cell.Answers.First(answer => answer.Kind == CellAnswerKind.Allowed).Detail.Split(To)[0],
    };

    private static string CauseOf(Finding finding) => finding.Evidence.Count == 0 ? finding.On : finding.Evidence[0].Text.Split(To)[0];

    private static SourceLocation? PlaceOf(CellResult cell) => cell.Outcome == CellOutcome.Shut
        ? cell.Cell.Because
        : cell.Answers.SelectMany(answer => answer.Evidence).FirstOrDefault()?.Location;
}
