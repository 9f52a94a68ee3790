using Harness.Rbac.Validation;
using Harness.Reports.Text;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>
/// The answers, on one screen: is access as the policy says, what is to be changed, and against what was it held. Each thing is counted
/// once.
/// </summary>
internal static class ValidationHead
{
    private const int Shown = 3;

    /// <summary>The head of a report.</summary>
    public static SafeHtml Of(ValidationReport report, IReadOnlyList<CauseGroup> causes)
    {
        var (style, sign, answer) = Answer(report.Outcome);
        return HtmlTemplates.Fill("Validation.head", new HeadModel(
            ValidationText.Verdict(report), style, sign, answer,
            [$"{ValidationText.Counts(report)}.", .. Findings(report), .. NotDecided(report)],
            [.. causes.Take(Shown).Select(group => new WorstModel(
                CauseWords.Style(group), CauseWords.Word(group), group.Title, CauseText.Of(report, group),
                CauseText.Fix(report, group)))],
            causes.Count > Shown ? Figures.Count(causes.Count - Shown) : "",
            [
                new FactModel("Policy", $"{report.Policy.Name} ({report.Policy.Location.File})"),
                new FactModel("Sources", ValidationText.Sources(report)),
                .. report.Cluster is { } cluster ? new[] { new FactModel("Asked", cluster) } : [],
                new FactModel("Fails on", $"violations, and findings of severity {report.FailOn.ToString().ToLowerInvariant()} or above"
                    + (report.IsStrict ? ", and service accounts that are not there" : "")),
                new FactModel("Took", Figures.Duration(report.Duration)),
            ]));
    }

    /// <summary>The head of a page that has nothing else.</summary>
    public static SafeHtml Of(ValidationFailure failure) =>
        HtmlTemplates.Fill("Validation.failure", new FailureModel(failure.Headline, [.. failure.Lines]));

    private static (string Style, string Sign, string Answer) Answer(Outcome outcome) => outcome switch
    {
        Outcome.AsExpected => ("good", "✓", "Yes"),
        Outcome.Violation => ("bad", "✗", "No"),
        _ => ("doubt", "?", "Not known"),
    };

    private static IEnumerable<string> Findings(ValidationReport report)
    {
        var (open, failing) = (report.OpenFindings.Count(), report.FailingFindings.Count());
        if (open > 0)
        {
            var which = failing == open ? open == 1 ? "which fails it" : "which fail it" : failing == 0 ? "none of which fails it"
                : $"{Figures.Count(failing)} of which {(failing == 1 ? "fails" : "fail")} it";
            yield return $"{Figures.Counted(open, "finding")}, {which}.";
        }
    }

    private static IEnumerable<string> NotDecided(ValidationReport report)
    {
        if (report.NotDecided.Count > 0)
            yield return $"{Figures.Counted(report.NotDecided.Count, "thing")} could not be checked.";
        else if (report.Outcome == Outcome.Undecided && report.Cells.All(cell => cell.Outcome != CellOutcome.Undecided))
            yield return $"N{ValidationText.NoAnswers[1..]}.";
    }

    private sealed record HeadModel(
        string Headline, string Style, string Sign, string Answer, IReadOnlyList<string> Lines, IReadOnlyList<WorstModel> Worst,
        string More, IReadOnlyList<FactModel> Facts);

    private sealed record WorstModel(string Style, string Word, string Title, string What, string Fix);

    private sealed record FactModel(string Name, string Value);

    private sealed record FailureModel(string Headline, IReadOnlyList<string> Lines);
}
