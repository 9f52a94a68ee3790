using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Reports.Annotations;

namespace Harness.Reports.Validation;

/// <summary>The report for a step's log on GitHub: violations and findings become remarks beside the lines that cause them.</summary>
/// <param name="root">The folder that the files are named relative to: the repository's, where the command runs.</param>
internal sealed class ValidationAnnotations(string root) : IValidationExporter
{
    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var failing = report.FailingFindings.ToHashSet(ReferenceEqualityComparer.Instance);
        var groups = CauseGroup.Of(report).Where(group => group.Outcome is not null);
        WorkflowCommands.Write(
            writer,
            [
                .. groups.Select(group => OfCells(report, group)),
                .. report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity)
                    .Select(finding => OfFinding(finding, failing.Contains(finding))),
                .. report.NotDecided.Select(text => new Annotation(
                    AnnotationLevel.Warning, "Could not be checked", text)),
            ],
            $"{ValidationText.Headline(report)} ({ValidationText.Sources(report)})");
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer) => WorkflowCommands.Write(
        writer, [new Annotation(AnnotationLevel.Error, "Nothing was checked", string.Join('\n', failure.Lines))], failure.Headline);

    private Annotation OfCells(ValidationReport report, CauseGroup group) => At(group.At, new Annotation(
        group.Outcome == CellOutcome.Undecided ? AnnotationLevel.Warning : AnnotationLevel.Error,
        group.Outcome switch
        {
            CellOutcome.Open when group.WasOpen => "Was open, and no policy allows it",
            CellOutcome.Open => "Open, and no policy allows it",
            CellOutcome.Shut => "Closed, and the policy allows it",
            CellOutcome.Disagreement => "The sources disagree",
            _ => "Undecided",
        },
        $"{PrintableText.Line(group.Cause)}: {PrintableText.Line(CauseText.Of(report, group with { Findings = [] }))}\n"
        + $"Fix: {PrintableText.Line(ValidationText.Fix(report, group.Cells[0]))}"));

    private Annotation OfFinding(Finding finding, bool fails) => At(finding.Location, new Annotation(
        fails ? AnnotationLevel.Error : finding.Rule.Severity >= Severity.Medium ? AnnotationLevel.Warning : AnnotationLevel.Notice,
        $"{finding.Rule.Id} {PrintableText.Line(finding.Rule.Title)}",
        $"{PrintableText.Line(finding.On)}: {PrintableText.Line(finding.Message)}\nFix: {PrintableText.Line(finding.Fix)}"));

    /// <summary>Only for a file of the repository: GitHub can open no other.</summary>
    private Annotation At(SourceLocation? place, Annotation annotation)
    {
        if (place is null or { File: "-" })
            return annotation;
        var relative = Path.GetRelativePath(root, Path.GetFullPath(place.File, root));
        var parts = relative.Split(Path.DirectorySeparatorChar);
        return Path.IsPathRooted(relative) || parts[0] == ".."
            ? annotation
            : annotation with { File = string.Join('/', parts), Line = Math.Max(1, place.Line) };
    }
}
