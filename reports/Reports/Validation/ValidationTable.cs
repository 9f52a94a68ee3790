using Harness.Rbac.Findings;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>The report for a terminal: what is wrong with its fix, a line for each cause, then the verdict.</summary>
/// <param name="isVerbose">Whether each cell and finding is shown with its evidence, and not only their causes.</param>
internal sealed class ValidationTable(bool isVerbose) : IValidationExporter
{
    private const int FewLines = 10;

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        void Line(string text) => writer.Write(PrintableText.Line(SecretMask.Of(text)) + "\n");

        if (isVerbose)
            WriteAll(report, Line);
        else
            WriteCauses(report, Line);
        foreach (var text in report.NotDecided)
            Line($"UNDECIDED  {text}");
        foreach (var finding in report.Findings.Where(finding => finding.SuppressedBy is not null))
            Line($"accepted   {finding.Rule.Id} on {finding.On}: {ValidationText.Accepted(finding.SuppressedBy!)}");
        WriteAudit(report, Line);
        foreach (var text in report.Notes.Concat(AuditText.RemarksOf(report)))
            Line($"note       {text}");

        foreach (var text in SentenceLines.Of(report))
            Line(text);
        Line(ValidationText.Headline(report));
        var cluster = report.Cluster is { } one ? $" of {one}" : "";
        Line($"  {ValidationText.Counts(report)} ({ValidationText.Sources(report)}; {Figures.Duration(report.Duration)}){cluster}");
    }

    /// <summary>Nothing: the terminal has it on standard error.</summary>
    public void Write(ValidationFailure failure, TextWriter writer)
    {
    }

    private void WriteAudit(ValidationReport report, Action<string> line)
    {
        foreach (var (word, texts) in new[] { ("unused", AuditText.UnusedOf(report)), ("denied", AuditText.DeniedOf(report)) })
        {
            foreach (var text in isVerbose ? texts : texts.Take(FewLines))
                line($"{word,-10} {text}");
            if (!isVerbose && texts.Count > FewLines)
                line($"{word,-10} … and {Figures.Count(texts.Count - FewLines)} more: --verbose shows all");
        }
    }

    private static void WriteCauses(ValidationReport report, Action<string> line)
    {
        var causes = CauseGroup.Of(report);
        foreach (var group in causes)
        {
            var word = group.Cells is [var first, ..] ? Word(first) : group.Findings[0].Rule.Severity.ToString().ToLowerInvariant();
            line($"{word,-10} {group.Title}: {CauseText.Of(report, group)}; fix: {CauseText.Fix(report, group)}");
        }

        if (causes.Count > 0)
            line("           --verbose shows every cell and finding with its evidence");
        if (causes.Any(group => group.Findings.Count > 0))
            line("           what is intended can be accepted in the policy: a subject under ignore, a finding under suppressions");
    }

    private static void WriteAll(ValidationReport report, Action<string> line)
    {
        foreach (var group in CellGroup.Of(report.Violations))
            WriteGroup(report, group, line);
        foreach (var finding in report.OpenFindings.OrderByDescending(finding => finding.Rule.Severity))
            WriteFinding(finding, line);
        foreach (var group in CellGroup.Of(report.Cells.Where(cell => cell.Outcome == CellOutcome.Undecided)))
            WriteGroup(report, group, line);
    }

    private static void WriteGroup(ValidationReport report, CellGroup group, Action<string> line)
    {
        line($"{Word(group.First),-10} {ValidationText.Wrong(group)}");
        foreach (var answer in ValidationText.Answers(report, group.First))
            line($"           {answer}");
        line($"           fix: {ValidationText.Fix(report, group.First)}");
    }

    private static void WriteFinding(Finding finding, Action<string> line)
    {
        line($"{finding.Rule.Severity.ToString().ToLowerInvariant(),-10} {finding.Rule.Id} {finding.On}: {finding.Message}");
        foreach (var step in finding.Evidence)
            line($"           {ValidationText.Step(step)}");
        line($"           fix: {finding.Fix}");
    }

    private static string Word(CellResult cell) => cell.Outcome switch
    {
        CellOutcome.Open => cell.WasOpen ? "WAS OPEN" : "OPEN",
        CellOutcome.Shut => "SHUT",
        CellOutcome.Disagreement => "DISAGREE",
        _ => "UNDECIDED",
    };
}
