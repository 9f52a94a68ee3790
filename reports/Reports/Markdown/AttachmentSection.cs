using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The files that scenarios attached, in the report's own folder: pictures are shown, others linked.</summary>
internal static class AttachmentSection
{
    public static void Write(MarkdownPage page, RunResults results, Func<Attachment, bool> isThere)
    {
        ScenarioResult[] scenarios = [.. results.Scenarios.Where(scenario => scenario.Attachments.Count > 0)];
        if (scenarios.Length == 0)
            return;
        page.Heading(2, "Attachments");
        foreach (var scenario in scenarios)
        {
            page.Heading(3, MarkdownText.Inline(scenario.Title));
            foreach (var attachment in scenario.Attachments)
                page.Paragraph(isThere(attachment) ? Link(attachment) : Missing(attachment));
        }
    }

    private static string Link(Attachment attachment) =>
        (attachment.File.EndsWith(".png", StringComparison.Ordinal) ? "!" : "")
        + $"[{MarkdownText.Inline(attachment.Title)}]({Address(attachment.File)})";

    private static string Missing(Attachment attachment) =>
        $"{MarkdownText.Inline(attachment.Title)}: {MarkdownText.Code(attachment.File)} is not in the run's folder any more";

    /// <summary>Escaped, so that no name can end the link early.</summary>
    private static string Address(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
}
