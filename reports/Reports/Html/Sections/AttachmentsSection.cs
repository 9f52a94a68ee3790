using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>What scenarios attached: pictures side by side, and the files beside the report.</summary>
internal sealed class AttachmentsSection : IHtmlSection
{
    private const int MostFiles = 200;

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var attached = input.Results.Scenarios.SelectMany(scenario => scenario.Attachments.Select(file => (scenario, file))).ToList();
        var titles = attached.DistinctBy(one => one.file.File).ToDictionary(one => one.file.File, one => one.file.Title);
        string[] files = [.. titles.Keys.Concat(input.Files).Distinct()];
        if (files.Length == 0)
            return null;
        var pictures = new Pictures(input.ReadAttachment);
        var model = new AttachmentsModel(
            [.. attached.Where(one => Pictures.IsPicture(one.file)).Select(one => Of(one.scenario, one.file, pictures))],
            [.. files.Take(MostFiles).Select(file => new FileModel(titles.GetValueOrDefault(file, file), Address(file), file))],
            files.Length > MostFiles ? Figures.Count(files.Length - MostFiles) : "");
        return new HtmlSection("attachments", "Screenshots and files", HtmlTemplates.Fill("Sections.attachments", model));
    }

    /// <summary>
    /// Relative to the report, and escaped so that no name leads anywhere else. Masked before that: escaped, a token does not look like
    /// one.
    /// </summary>
    private static string Address(string file) =>
        string.Join('/', SecretMask.Of(file).Split('/').Where(part => part is not ("" or "." or "..")).Select(Uri.EscapeDataString));

    private static PictureModel Of(ScenarioResult scenario, Attachment attachment, Pictures pictures)
    {
        var (address, why) = pictures.Of(attachment);
        return new PictureModel(attachment.Title, scenario.Title, new SafeHtml(address), why, Address(attachment.File));
    }

    private sealed record AttachmentsModel(IReadOnlyList<PictureModel> Pictures, IReadOnlyList<FileModel> Files, string More);

    private sealed record PictureModel(string Title, string Scenario, SafeHtml Data, string Why, string Link)
    {
        public bool HasData => Data.Text.Length > 0;
    }

    private sealed record FileModel(string Title, string Link, string File);
}
