using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>The report for a terminal: what is wrong with its evidence and its fix, then the verdict.</summary>
internal sealed class ValidationTable : IValidationExporter
{
    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        void Line(string text) => writer.Write(PrintableText.Line(text) + "\n");

        foreach (var group in CellGroup.Of(report.Violations))
            WriteGroup(report, group, Line);
        foreach (var finding in report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity))
            WriteFinding(finding, Line);
        foreach (var group in CellGroup.Of(report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided)))
            WriteGroup(report, group, Line);
        foreach (var text in report.NotDecided)
            Line($"UNDECIDED  {text}");
        foreach (var finding in report.Findings.Where(finding => finding.SuppressedBy is not null))
            Line($"accepted   {finding.Rule.Id} on {finding.On}: {finding.SuppressedBy!.Reason} (until {finding.SuppressedBy.Expires:O})");

        Line(ValidationText.Headline(report));
        Line($"  {ValidationText.Counts(report)} ({ValidationText.Sources(report)}; {Figures.Duration(report.Duration)})");
    }

    private static void WriteGroup(ValidationReport report, CellGroup group, Action<string> line)
    {
        line($"{Word(group.First.Outcome),-10} {ValidationText.Wrong(group)}");
        foreach (var answer in ValidationText.Answers(report, group.First))
            line($"           {answer}");
        line($"           fix: {ValidationText.Fix(group.First.Outcome)}");
    }

    private static void WriteFinding(Finding finding, Action<string> line)
    {
        line($"{finding.Rule.Severity.ToString().ToLowerInvariant(),-10} {finding.Rule.Id} {finding.On}: {finding.Message}");
        foreach (var step in finding.Evidence)
            line($"           {ValidationText.Step(step)}");
        line($"           fix: {finding.Fix}");
    }

    private static string Word(CellOutcome outcome) => outcome switch
    {
        CellOutcome.Open => "OPEN",
        CellOutcome.Shut => "SHUT",
        CellOutcome.Disagreement => "DISAGREE",
        _ => "UNDECIDED",
    };
}
