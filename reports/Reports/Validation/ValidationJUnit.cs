using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.JUnit;

namespace Harness.Reports.Validation;

/// <summary>
/// The report for CI systems: a test case for each cell and each finding, so that this file alone is complete.
/// </summary>
internal sealed class ValidationJUnit : IValidationExporter
{
    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var suite = new JUnitSuite(PrintableText.Line(report.Policy.Name), report.Duration,
        [
            ("sources", string.Join(",", report.Sources)), ("verdict", ValidationText.Headline(report)),
            .. report.Notes.Select(note => ("note", (string?)PrintableText.Line(note))),
        ]);
        JUnitXml.Write(writer, suite, [.. Cases(report)]);
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer) => JUnitXml.Write(
        writer,
        new JUnitSuite("validate", TimeSpan.Zero),
        [Case("Input", failure.Headline, JUnitOutcome.Error, failure.Outcome.ToString(), failure.Lines.First(), failure.Lines)]);

    private static IEnumerable<JUnitCase> Cases(ValidationReport report)
    {
        foreach (var cell in report.Cells)
            yield return OfCell(report, cell);
        var failing = report.FailingFindings.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var finding in report.Findings)
            yield return OfFinding(finding, failing.Contains(finding));
        foreach (var text in report.NotDecided)
            yield return Case("Sources", text, JUnitOutcome.Error, "Undecided", text, []);
    }

    private static JUnitCase OfCell(ValidationReport report, CellResult cell)
    {
        var group = CellGroup.Of([cell])[0];
        var outcome = cell switch
        {
            { IsViolation: true } => JUnitOutcome.Failure,
            { Outcome: CellOutcome.Undecided } => JUnitOutcome.Error,
            _ => JUnitOutcome.Passed,
        };
        return Case(
            cell.Cell.Subject.ToString(),
            $"{(cell.Cell.IsAllowed ? "can" : "cannot")} {group.What}",
            outcome,
            cell.Outcome.ToString(),
            ValidationText.Wrong(group),
            ValidationText.Answers(report, cell));
    }

    private static JUnitCase OfFinding(Finding finding, bool fails) => Case(
        $"Findings.{finding.Rule.Id}",
        $"{finding.On}: {finding.Message}",
        finding.SuppressedBy is not null ? JUnitOutcome.Skipped : fails ? JUnitOutcome.Failure : JUnitOutcome.Passed,
        finding.Rule.Severity.ToString(),
        finding.SuppressedBy is { } by ? $"accepted: {by.Reason}" : finding.Message,
        finding.Evidence.Select(ValidationText.Step).Append($"fix: {finding.Fix}"));

    /// <summary>A case of texts from outside, each in a line of its own.</summary>
    private static JUnitCase Case(
        string className, string name, JUnitOutcome outcome, string type, string message, IEnumerable<string> lines) =>
        new(PrintableText.Line(className), PrintableText.Line(name))
        {
            Outcome = outcome,
            Type = type,
            Message = PrintableText.Line(message),
            Evidence = string.Join('\n', lines.Select(PrintableText.Line)),
        };
}
