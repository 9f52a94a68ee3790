using Harness.Rbac.Admission;
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
    /// <summary>What became of its cells; null where it has none.</summary>
    public CellOutcome? Outcome => Cells.Count == 0 ? null : Cells[0].Outcome;

    /// <summary>Whether they are open in the past alone.</summary>
    public bool WasOpen => Cells is [{ WasOpen: true }, ..];

    /// <summary>
    /// What has to be edited, with its place: the cause, or the object that the worst finding's fix is about, e.g. the role, and then
    /// through which binding it grants something.
    /// </summary>
    public string Title => Outcome == CellOutcome.Shut ? Cause
        : Edited is { } edited ? $"{Placed(edited.On, PlaceOf(edited))}, through {Placed(Cause, At)}"
        : Placed(Cause, At);

    private Finding? Edited => Outcome is CellOutcome.Open or CellOutcome.Disagreement && Findings is [var worst, ..] && worst.On != Cause
        ? worst
        : null;

    /// <summary>Where its object stands; a finding without a place of its own has that of the binding.</summary>
    private SourceLocation? PlaceOf(Finding finding) =>
        finding.Evidence.FirstOrDefault(step => step.Text.StartsWith(finding.On, StringComparison.Ordinal))?.Location
        ?? (finding.Location == At ? null : finding.Location);

    private static string Placed(string what, SourceLocation? at) => at is null ? what : $"{what} ({at})";

    /// <summary>Its cells in groups that differ in subject and resource.</summary>
    public IReadOnlyList<CellGroup> CellGroups => CellGroup.Of(Cells);

    /// <summary>
    /// The causes of all that is wrong: what is open, shut, contradicted, then findings by severity, then what is not known.
    /// </summary>
    public static IReadOnlyList<CauseGroup> Of(ValidationReport report)
    {
        var wrong = report.Violations.GroupBy(cell => (cell.Outcome, cell.WasOpen, Cause: CauseOf(report, cell)))
            .Select(same => new CauseGroup(same.Key.Cause, PlaceOf(same.First()), [.. same], []))
            .OrderBy(group => group.Outcome).ThenBy(group => group.WasOpen).ToList();
        var unknown = report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided).GroupBy(cell => CauseOf(report, cell))
            .Select(same => new CauseGroup(same.Key, null, [.. same], [])).ToList();
        var byCause = wrong.Concat(unknown).DistinctBy(group => group.Cause).ToDictionary(group => group.Cause);
        var findings = report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity)
            .ToLookup(finding => CausesOf(finding).Select(cause => byCause.GetValueOrDefault(cause))
                .FirstOrDefault(group => group is not null));
        return
        [
            .. wrong.Select(group => group with { Findings = [.. findings[group]] }),
            .. OfFindings([.. findings[null]]),
            .. unknown.Select(group => group with { Findings = [.. findings[group]] }),
        ];
    }

    /// <summary>Findings by their objects; where several miss the same object, by that one.</summary>
    private static IEnumerable<CauseGroup> OfFindings(List<Finding> findings)
    {
        var missing = findings.Where(finding => finding.Missing is not null).CountBy(finding => finding.Missing!)
            .Where(same => same.Value > 1).Select(same => same.Key).ToHashSet();
        return findings.GroupBy(finding => finding.Missing is { } one && missing.Contains(one) ? one : finding.On)
            .Select(same => new CauseGroup(same.Key, missing.Contains(same.Key) ? null : same.First().Location, [], [.. same]));
    }

    /// <summary>How many cells of how many subjects they are.</summary>
    public string Size()
    {
        var subjects = Cells.Select(cell => cell.Cell.Subject.ToString()).Distinct().Count();
        var cells = Figures.Counted(Cells.Count, "cell");
        return subjects == 1 ? cells : $"{cells} of {Figures.Counted(subjects, "subject")}";
    }

    /// <summary>The kinds of its findings: <c>HR301 ×2, HR502</c>.</summary>
    public string Kinds() => string.Join(", ", Findings.GroupBy(finding => finding.Rule.Id)
        .Select(same => same.Count() == 1 ? same.Key : $"{same.Key} ×{Figures.Count(same.Count())}"));

    private static string CauseOf(ValidationReport report, CellResult cell) => cell.Outcome switch
    {
        CellOutcome.Shut when cell.Cell.Because is { } allowance => AllowanceAt(allowance),
        CellOutcome.Undecided when cell.Answers.FirstOrDefault(answer => answer.Missing is not null) is { } answer => answer.Missing!,
        CellOutcome.Undecided => string.Join("; ", WithoutAnswer(report, cell).DefaultIfEmpty("no source gives an answer")),
        CellOutcome.Open when cell is { Cell.Path: not null, WasOpen: false } =>
            cell.Answers.FirstOrDefault(answer => answer.Evidence.Count > 0)?.Detail is not { } why ? "nothing refuses these paths"
                : why == PathDecision.Unguarded ? "no admission policy guards these paths" : why,
        _ => cell.Answers.SelectMany(answer => answer.Evidence).FirstOrDefault()?.Cause
            ?? AuthorizerReason.BindingIn(cell.Answers.First(answer => answer.Kind == CellAnswerKind.Allowed).Detail),
    };

    /// <summary>Why each source gave no answer: those that failed to, else those that have none for such a cell.</summary>
    private static IEnumerable<string> WithoutAnswer(ValidationReport report, CellResult cell) => report.Sources.Zip(cell.Answers)
        .Where(pair => pair.Second.Kind is CellAnswerKind.Undecided or CellAnswerKind.NotAsked)
        .GroupBy(pair => pair.Second.Kind).OrderBy(same => same.Key).Take(1).SelectMany(same => same)
        .Select(pair => $"{pair.First}: {pair.Second.Detail}").Distinct();

    /// <summary>What a finding may be a part of: the binding that shows it, its object, what is missing, the policy's allowance.</summary>
    private static IEnumerable<string> CausesOf(Finding finding)
    {
        var first = finding.Evidence.Count == 0 ? finding.On : finding.Evidence[0].Cause;
        string?[] all = [first, finding.On, finding.Missing, finding.Location is { } place ? AllowanceAt(place) : null];
        return all.OfType<string>();
    }

    private static string AllowanceAt(SourceLocation place) => $"the policy's allowance at {place}";

    private static SourceLocation? PlaceOf(CellResult cell) => cell.Outcome == CellOutcome.Shut
        ? cell.Cell.Because
        : cell.Cell.Path is null ? cell.Answers.SelectMany(answer => answer.Evidence).FirstOrDefault()?.Location : null;
}
