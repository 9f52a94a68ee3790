using System.Xml;
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
    public void Write(ValidationReport report, TextWriter writer) => JUnitXml.WriteSuite(writer, xml =>
    {
        List<Case> cases = [.. Cases(report)];
        xml.Attribute("name", PrintableText.Line(report.Policy.Name));
        xml.Attribute("tests", cases.Count);
        foreach (var (attribute, element) in ((string, string)[])[("failures", "failure"), ("errors", "error"), ("skipped", "skipped")])
            xml.Attribute(attribute, cases.Count(one => one.Element == element));
        xml.Attribute("time", JUnitXml.Seconds(report.Duration));
        xml.Properties([
            ("sources", string.Join(",", report.Sources)), ("verdict", ValidationText.Headline(report)),
            .. report.Notes.Select(note => ("note", PrintableText.Line(note))),
        ]);
        cases.ForEach(one => Write(xml, one));
    });

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer) => JUnitXml.WriteSuite(writer, xml =>
    {
        xml.Attribute("name", "validate");
        foreach (var (attribute, count) in ((string, int)[])[("tests", 1), ("failures", 0), ("errors", 1), ("skipped", 0)])
            xml.Attribute(attribute, count);
        xml.Attribute("time", JUnitXml.Seconds(TimeSpan.Zero));
        Write(xml, new Case("Input", failure.Headline, "error", failure.Outcome.ToString(), failure.Lines.First(), failure.Lines));
    });

    private static IEnumerable<Case> Cases(ValidationReport report)
    {
        foreach (var cell in report.Cells)
            yield return OfCell(report, cell);
        var failing = report.FailingFindings.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var finding in report.Findings)
            yield return OfFinding(finding, failing.Contains(finding));
        foreach (var text in report.NotDecided)
            yield return new Case("Sources", text, "error", "Undecided", text, []);
    }

    private static Case OfCell(ValidationReport report, CellResult cell)
    {
        var group = CellGroup.Of([cell])[0];
        var element = cell switch
        {
            { IsViolation: true } => "failure",
            { Outcome: CellOutcome.Undecided } => "error",
            _ => null,
        };
        return new Case(
            cell.Cell.Subject.ToString(),
            $"{(cell.Cell.IsAllowed ? "can" : "cannot")} {group.What}",
            element,
            cell.Outcome.ToString(),
            ValidationText.Wrong(group),
            ValidationText.Answers(report, cell));
    }

    private static Case OfFinding(Finding finding, bool fails)
    {
        var element = finding.SuppressedBy is not null ? "skipped" : fails ? "failure" : null;
        var evidence = finding.Evidence.Select(ValidationText.Step).Append($"fix: {finding.Fix}");
        return new Case(
            $"Findings.{finding.Rule.Id}",
            $"{finding.On}: {finding.Message}",
            element,
            finding.Rule.Severity.ToString(),
            finding.SuppressedBy is { } by ? $"accepted: {by.Reason}" : finding.Message,
            evidence);
    }

    private static void Write(XmlWriter xml, Case one)
    {
        xml.StartCase(PrintableText.Line(one.ClassName), PrintableText.Line(one.Name), TimeSpan.Zero);
        if (one.Element is not null)
            xml.Outcome(one.Element, one.Type, PrintableText.Line(one.Message), string.Join('\n', one.Lines.Select(PrintableText.Line)));
        xml.WriteEndElement();
    }

    /// <summary>A case; <paramref name="Element"/> is how it failed, or null when it passed.</summary>
    private sealed record Case(string ClassName, string Name, string? Element, string Type, string Message, IEnumerable<string> Lines);
}
