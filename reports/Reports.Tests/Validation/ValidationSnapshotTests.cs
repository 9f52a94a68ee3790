namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationSnapshotTests
{
    private static readonly Dictionary<ValidationFormat, string> Extensions = new()
    {
        [ValidationFormat.Table] = "txt",
        [ValidationFormat.Json] = "json",
        [ValidationFormat.Markdown] = "md",
        [ValidationFormat.Junit] = "xml",
        [ValidationFormat.Sarif] = "sarif",
        [ValidationFormat.GitHub] = "annotations.txt",
        [ValidationFormat.Html] = "html",
        [ValidationFormat.Mermaid] = "mmd",
        [ValidationFormat.Dot] = "dot",
    };

    [Test]
    public void A_validation_looks_as_accepted_in_every_culture(
        [Values] ValidationFormat format,
        [Values("bad", "good", "undecided", "audited")] string report,
        [Values("", "de-DE", "tr-TR", "fa-IR", "ar-SA")] string culture) => Snapshot.ShouldMatch(
            Rendering.Of(format, SampleValidation.ByName[report], culture), $"validation-{report}.{Extensions[format]}");

    [Test]
    public void Lines_end_in_a_line_feed_on_every_system([Values] ValidationFormat format) =>
        Rendering.Of(format, SampleValidation.Bad, newLine: "\r\n").ShouldBe(Rendering.Of(format, SampleValidation.Bad));
}
