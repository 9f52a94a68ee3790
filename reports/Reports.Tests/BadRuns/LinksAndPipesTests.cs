using System.Diagnostics;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Reports.Tests.BadRuns;

/// <summary>
/// A run's folder may come from somebody else: a link in it leads to no file of this machine, and a pipe makes nobody wait.
/// </summary>
[Platform(Exclude = "Win", Reason = "links need a privilege there, and there are no such pipes")]
internal sealed class LinksAndPipesTests
{
    private const string Outside = "outside, and private";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private RunOnDisk _run = null!;
    private string _outside = "";

    [SetUp]
    public void Make()
    {
        (_run, _outside) = (new RunOnDisk(), Directory.CreateTempSubdirectory("harness-outside-").FullName);
        File.WriteAllText(Path.Combine(_outside, "private.txt"), Outside);
    }

    [TearDown]
    public void Remove()
    {
        _run.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [TestCase("run.json")]
    [TestCase("scenarios.json")]
    [TestCase("benchmarks.json")]
    public void A_pipe_in_the_place_of_a_file_is_named_at_once(string file)
    {
        File.Delete(_run.PathOf(file));
        MakePipe(_run.PathOf(file));

        Should.CompleteIn(() => Should.Throw<HarnessException>(_run.Report), Patience).Message.ShouldContain(_run.PathOf(file));
    }

    [Test]
    public void A_pipe_in_the_place_of_another_runs_report_is_passed_over()
    {
        MakePipe(_run.PathOf("report.json"));
        var folder = _run.Folder.FullPath;

        var history = Should.CompleteIn(() => RunHistory.Read(Path.GetDirectoryName(folder)!), Patience);

        history.LeftOut.ShouldHaveSingleItem().Reason.ShouldBe("it was interrupted", "it is made from the results");
    }

    [Test]
    public void A_kept_report_that_is_a_pipe_is_named_at_once()
    {
        var kept = Directory.CreateDirectory(Path.Combine(_outside, "20260101T000000Z-abcdef")).FullName;
        MakePipe(Path.Combine(kept, "report.json"));

        Should.CompleteIn(() => RunHistory.Read(_outside), Patience).LeftOut.ShouldHaveSingleItem().File.ShouldBe("report.json");
    }

    [Test]
    public void An_attachment_that_is_a_pipe_is_not_read()
    {
        MakePipe(Attached("page.png"));

        Should.CompleteIn(_run.Report, Patience)["report.html"].ShouldNotContain("data:image/png;base64,,");
    }

    [Test]
    public void An_attachment_that_is_a_link_leads_to_nothing_outside()
    {
        File.CreateSymbolicLink(Attached("page.png"), Path.Combine(_outside, "private.txt"));
        Directory.CreateSymbolicLink(Attached("folder"), _outside);
        var attachment = new Attachment("a page", "attachments/Web.C16/page.png");
        var within = new Attachment("a text", "attachments/Web.C16/folder/private.txt");

        foreach (var one in (Attachment[])[attachment, within, attachment with { File = "attachments/../../../private.txt" }])
        {
            _run.Folder.HasAttachment(one).ShouldBeFalse();
            _run.Folder.ReadAttachment(one).ShouldBeNull();
        }

        _run.Folder.AttachedFiles().ShouldBeEmpty();
        foreach (var (name, text) in _run.Report())
            text.ShouldNotContain(Outside, Case.Sensitive, name);
    }

    [Test]
    public void A_link_in_a_circle_ends()
    {
        Directory.CreateSymbolicLink(Attached("again"), _run.PathOf("attachments"));
        Directory.CreateSymbolicLink(_run.PathOf("again"), _run.Folder.FullPath);

        Should.CompleteIn(_run.Report, Patience).ShouldNotBeEmpty();
        Should.CompleteIn(() => RunSize.Of(_run.Folder.FullPath), Patience).ShouldBePositive();
    }

    [Test]
    public void A_report_is_not_written_through_a_link()
    {
        var file = Path.Combine(_outside, "private.txt");
        File.CreateSymbolicLink(_run.PathOf("report.html"), file);

        ReportWriter.WriteAll(_run.Folder);

        File.ReadAllText(file).ShouldBe(Outside);
        new FileInfo(_run.PathOf("report.html")).LinkTarget.ShouldBeNull();
    }

    private string Attached(string name) =>
        Path.Combine(Directory.CreateDirectory(_run.PathOf("attachments/Web.C16")).FullName, name);

    private static void MakePipe(string path)
    {
        using var made = Process.Start("mkfifo", path);
        made.WaitForExit();
        made.ExitCode.ShouldBe(0);
    }
}
