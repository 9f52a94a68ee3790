using Harness.Results;

namespace Harness.Tests.Results;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AttachmentTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Test]
    public void A_file_is_in_the_runs_folder_where_the_attachment_says()
    {
        var folder = _runs.Create();

        var attachment = folder.Attach("WebPages.Page", "page.png", "the page", new byte[] { 1, 2, 3 });

        attachment.ShouldBe(new Attachment("the page", "attachments/WebPages.Page/page.png"));
        File.ReadAllBytes(Path.Combine(folder.FullPath, attachment.File)).ShouldBe([1, 2, 3]);
    }

    [Test]
    public void A_second_file_of_the_same_name_does_not_replace_the_first()
    {
        var folder = _runs.Create();

        var files = Enumerable.Range(1, 3).Select(i => folder.Attach("S", "page.png", "", new[] { (byte)i }).File).ToList();

        files.ShouldBe(["attachments/S/page.png", "attachments/S/page-2.png", "attachments/S/page-3.png"]);
        files.Select(file => File.ReadAllBytes(Path.Combine(folder.FullPath, file)).Single()).ShouldBe([(byte)1, (byte)2, (byte)3]);
    }

    [Test]
    public void No_name_leads_out_of_the_folder()
    {
        var folder = _runs.Create();

        var file = folder.Attach("../../S", "../../../etc/passwd", "", default).File;

        file.ShouldBe("attachments/S/etc-passwd");
        File.Exists(Path.Combine(folder.FullPath, file)).ShouldBeTrue();
    }

    [Test]
    public void No_link_on_the_way_leads_out_of_the_folder_or_in_a_circle()
    {
        var folder = _runs.Create();
        var inside = folder.Attach("S", "page.png", "", new byte[] { 1 });
        var attachments = Path.Combine(folder.FullPath, "attachments");
        File.WriteAllText(Path.Combine(folder.FullPath, "..", "secret.png"), "secret");
        Directory.CreateSymbolicLink(Path.Combine(attachments, "out"), Path.Combine("..", ".."));
        Directory.CreateSymbolicLink(Path.Combine(attachments, "circle"), ".");
        Directory.CreateSymbolicLink(Path.Combine(attachments, "S", "circle"), "..");

        folder.AttachedFiles().ShouldBe([inside.File]);
        folder.ReadAttachment(inside).ShouldBe([(byte)1]);
        folder.ReadAttachment(new Attachment("", "attachments/out/secret.png")).ShouldBeNull();
        folder.HasAttachment(new Attachment("", "attachments/circle/S/page.png")).ShouldBeFalse();
    }

    [TestCase("page.png", "page.png")]
    [TestCase("WebPages.It_works", "WebPages.It_works")]
    [TestCase("Verbs.C14(\"a/b\",1.5)", "Verbs.C14--a-b--1.5-")]
    [TestCase("Größe µ.txt", "Gr--e--.txt")]
    [TestCase("a\\b:c*d?.png", "a-b-c-d-.png")]
    [TestCase(".hidden", "hidden")]
    [TestCase("..", "attachment")]
    [TestCase("", "attachment")]
    [TestCase("trailing.", "trailing")]
    public void A_name_has_only_what_file_systems_and_links_take(string wanted, string expected) =>
        AttachmentName.Of(wanted).ShouldBe(expected);

    [Test]
    public void A_long_name_is_cut_before_its_extension()
    {
        AttachmentName.Of(new string('x', 300) + ".png").ShouldBe(new string('x', 96) + ".png");
        AttachmentName.Of("x." + new string('y', 300)).Length.ShouldBe(100);
    }
}
