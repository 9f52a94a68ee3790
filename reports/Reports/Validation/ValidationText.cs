using Harness.Rbac.Analysis;
using Harness.Rbac.Auditing;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>A validation's texts, the same in every format.</summary>
internal static class ValidationText
{
    /// <summary>Said where the sources answered nothing, and nothing is known of why.</summary>
    public const string NoAnswers = "no source could answer for any cell";

    /// <summary>The verdict without what it counts.</summary>
    public static string Verdict(ValidationReport report) => report.Outcome switch
    {
        Outcome.AsExpected => "As the policy says",
        Outcome.Violation => "Not as the policy says",
        _ => "Could not be decided",
    };

    /// <summary>The verdict in one line.</summary>
    public static string Headline(ValidationReport report) => $"{Verdict(report)}: " + report.Outcome switch
    {
        Outcome.AsExpected => Figures.Counted(Count(report, CellOutcome.AsExpected), "cell"),
        Outcome.Violation => Wrong(report),
        _ => Open(report),
    };

    /// <summary>By what a finding is accepted, and until when.</summary>
    public static string Accepted(Suppression by) => $"{by.Reason} (until {by.Expires:O}; {by.Location})";

    /// <summary>How many cells have each outcome: <c>96 cells: 94 as expected, 2 open</c>.</summary>
    public static string Counts(ValidationReport report)
    {
        var parts = report.Cells.GroupBy(cell => (cell.Outcome, cell.WasOpen)).OrderBy(same => same.Key)
            .Select(same => $"{Figures.Count(same.Count())} {Words(same.First())}");
        return $"{Figures.Counted(report.Cells.Count, "cell")}: {string.Join(", ", parts.DefaultIfEmpty("none"))}";
    }

    /// <summary>An outcome in a few words.</summary>
    private static string Words(CellResult cell) => cell.Outcome switch
    {
        CellOutcome.Open when cell.WasOpen => "open in the past where it must be closed",
        CellOutcome.AsExpected => "as expected",
        CellOutcome.Open => "open where it must be closed",
        CellOutcome.Shut => "closed where it must be open",
        CellOutcome.Disagreement => "on which the sources disagree",
        _ => "undecided",
    };

    /// <summary>What is wrong with a cell, in one sentence.</summary>
    public static string Wrong(CellGroup group) => group.First.Outcome switch
    {
        CellOutcome.Open => Opened(group),
        CellOutcome.Shut => $"{group.Subject} cannot {group.What}, and the policy allows it ({group.First.Cell.Because})",
        CellOutcome.Disagreement => $"the sources disagree on whether {group.Subject} can {group.What}",
        _ => $"it is not known whether {group.Subject} can {group.What}",
    };

    /// <summary>Who can do what, or could until when.</summary>
    public static string Opened(CellGroup group)
    {
        var forbidden = Forbidden(group.First.Cell);
        if (!group.First.WasOpen)
            return $"{group.Subject} can {group.What}, and {forbidden}";
        var last = LastOf(group.First) is { } at ? $" until {at} at least" : "";
        return $"{group.Subject} could {group.What}{last}, and {forbidden}; it no longer can";
    }

    private static string? LastOf(CellResult cell) =>
        cell.Answers.FirstOrDefault(answer => answer is { IsPast: true, Last: not null })?.Last is { } last ? Amount.At(last) : null;

    /// <summary>Why something is forbidden.</summary>
    public static string Forbidden(AccessCell cell) => cell.IsDenied ? $"the policy denies it ({cell.Because})" : "no policy allows it";

    /// <summary>What to do about a cell.</summary>
    public static string Fix(ValidationReport report, CellResult cell) => (IsUnasked(cell), cell.Cell.Path) switch
    {
        (true, null) => "ask a source that can answer as well: live, static or manifests",
        (true, _) => "ask a source that knows paths as well: static"
            + (PathFix.MayProbe(report, cell.Cell) ? ", manifests or probe" : " or manifests"),
        _ when cell.WasOpen => "look into what was done by it; to judge only what came after, give --since a later time"
            + (LastOf(cell) is { } last ? $" than {last}" : ""),
        (_, null) when cell is { Outcome: CellOutcome.Open, Cell.IsDenied: true } =>
            "remove or narrow the grant; or, if it is intended, take it out of the policy's deny",
        (_, null) => Fix(cell.Outcome),
        _ => PathFix.Of(report, cell),
    };

    /// <summary>What to do about an outcome.</summary>
    public static string Fix(CellOutcome outcome) => outcome switch
    {
        CellOutcome.Open =>
            "remove or narrow the grant; or, if it is intended, add it to the policy's allow, or its subject to ignore with a reason",
        CellOutcome.Shut => "grant it; or, if it is not intended, remove it from the policy",
        CellOutcome.Disagreement =>
            "find out which source is out of date: manifests that were not applied, or changes that were not committed",
        _ => "resolve the reason given, and validate again",
    };

    /// <summary>What each source said, in a word: <c>live: allowed, manifests: denied</c>.</summary>
    public static string Words(ValidationReport report, CellResult result) => string.Join(", ", report.Sources.Zip(result.Answers)
        .Where(pair => pair.Second.Kind != CellAnswerKind.NotAsked).Select(pair => $"{pair.First}: {Word(pair.Second)}"));

    /// <summary>
    /// What a source answered, and below it the steps that allow it, one per line; for a path also what admission makes of it.
    /// </summary>
    private static IEnumerable<string> Answer(string source, CellAnswer answer, bool isOfPath)
    {
        var word = Word(answer);
        if (answer.Evidence.Count > 0)
        {
            string[] admission = isOfPath ? [$"  {answer.Detail}"] : [];
            return [$"{source}: {word} by", .. answer.Evidence.Select(step => $"  {Step(step)}"), .. admission];
        }

        return [answer.Detail.Length == 0 ? $"{source}: {word}" : $"{source}: {word}: {answer.Detail}"];
    }

    private static string Word(CellAnswer answer) => answer.Kind switch
    {
        CellAnswerKind.Allowed => "allowed",
        CellAnswerKind.Denied => "denied",
        CellAnswerKind.Undecided => "no answer",
        _ => "not asked",
    };

    /// <summary>The sources by name; one that was asked about some cells, or none, does not pass for one that agrees in all.</summary>
    public static string Sources(ValidationReport report) => string.Join(", ", report.Sources.Select((source, i) => Asked(report, i) switch
    {
        0 => $"{source} (asked nothing)",
        var asked when asked < report.Cells.Count =>
            $"{source} ({Figures.Count(asked)} of {Figures.Counted(report.Cells.Count, "cell")})",
        _ => source,
    }));

    /// <summary>About how many cells a source was asked.</summary>
    /// <param name="report">The report.</param>
    /// <param name="source">The source's place among the report's.</param>
    public static int Asked(ValidationReport report, int source) =>
        report.Cells.Count(cell => cell.Answers[source].Kind != CellAnswerKind.NotAsked);

    /// <summary>What every source answered, in lines; sources that were not asked are left out unless none was.</summary>
    public static IEnumerable<string> Answers(ValidationReport report, CellResult result) => report.Sources.Zip(result.Answers)
        .Where(pair => pair.Second.Kind != CellAnswerKind.NotAsked || IsUnasked(result))
        .SelectMany(pair => Answer(pair.First, pair.Second, result.Cell.Path is not null));

    /// <summary>A step of evidence with its place.</summary>
    public static string Step(EvidenceStep step) => step.Location is null ? step.Text : $"{step.Text} ({step.Location})";

    private static bool IsUnasked(CellResult cell) => cell.Answers.All(answer => answer.Kind == CellAnswerKind.NotAsked);

    private static string Wrong(ValidationReport report)
    {
        (int Count, string One)[] parts = [(report.Violations.Count(), "violation"), (report.FailingFindings.Count(), "finding")];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => Figures.Counted(part.Count, part.One)));
    }

    private static string Open(ValidationReport report)
    {
        var undecided = Count(report, CellOutcome.Undecided);
        return (undecided, report.NotDecided.Count) switch
        {
            (0, 0) => NoAnswers,
            (0, var reasons) => $"{Figures.Counted(reasons, "thing")} could not be checked",
            _ => $"{Figures.Counted(undecided, "cell")} without an answer",
        };
    }

    private static int Count(ValidationReport report, CellOutcome outcome) => report.Counts.GetValueOrDefault(outcome);
}
