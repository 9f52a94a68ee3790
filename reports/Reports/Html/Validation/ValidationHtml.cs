using Harness.Rbac.Validation;
using Harness.Reports.Html.Page;
using Harness.Reports.Validation;

namespace Harness.Reports.Html.Validation;

/// <summary>
/// The report as a page: what is wrong by the binding or rule to change, with the way from subject to service and the fix, and all of it
/// as a picture. What is long is folded, so that nothing needs to be left out for its length alone.
/// </summary>
internal sealed class ValidationHtml : IValidationExporter
{
    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var causes = CauseGroup.Of(report);
        HtmlSection?[] sections =
        [
            CauseSection.Of("wrong", "What is wrong", report, [.. causes.Where(IsWrong)]),
            CauseSection.Of("findings", "Findings", report, [.. causes.Where(group => group.Outcome is null)]),
            SentenceSection.Of(report),
            GraphSection.Of(report),
            CauseSection.Of(
                "undecided", "What could not be decided", report, [.. causes.Where(group => group.Outcome == CellOutcome.Undecided)]),
            ListSection.Of("unchecked", "What could not be checked", report.NotDecided),
            ListSection.Of("accepted", "Accepted", [.. report.Findings.Where(finding => finding.SuppressedBy is not null).Select(
                finding => $"{finding.Rule.Id} on {finding.On}: {ValidationText.Accepted(finding.SuppressedBy!)}")]),
            ListSection.Of("unused", AuditText.Unused, AuditText.UnusedOf(report)),
            ListSection.Of("denied", AuditText.Denied, AuditText.DeniedOf(report)),
            ListSection.Of("notes", "Notes", [.. report.Notes, .. AuditText.RemarksOf(report)]),
        ];
        writer.Write(HtmlPage.Of(ValidationText.Headline(report), ValidationHead.Of(report, causes), [.. sections.OfType<HtmlSection>()]));
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer) =>
        writer.Write(HtmlPage.Of(failure.Headline, ValidationHead.Of(failure), []));

    private static bool IsWrong(CauseGroup group) => group.Outcome is not null and not CellOutcome.Undecided;
}
