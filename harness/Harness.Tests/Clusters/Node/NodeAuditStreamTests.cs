using System.Diagnostics;
using Harness.Clusters.Node;

namespace Harness.Tests.Clusters.Node;

/// <summary>A node's log is read as its API server wrote it, by the node's own shell, and says what of it is gone.</summary>
internal sealed class NodeAuditStreamTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void Begin() => _folder = Directory.CreateTempSubdirectory("harness-test-");

    [TearDown]
    public void End() => _folder.Delete(recursive: true);

    [Test]
    public void What_was_rotated_away_is_read_before_the_log()
    {
        Write("audit-2026-01-01T00-00-00.000.log", "first\n");
        Write("audit-2026-01-02T00-00-00.000.log", "second\n");
        Write("audit.log", "third\nhalf a li");
        using var stream = Open();

        ReadAll(stream).ShouldBe("first\nsecond\nthird\n");
        stream.Missing.ShouldBeNull();
        Write("audit.log", "third\nhalf a line\n");
        ReadAll(stream).ShouldBe("half a line\n");
    }

    [Test]
    public void Where_as_many_files_are_kept_as_there_may_be_older_ones_may_be_gone()
    {
        foreach (var day in Enumerable.Range(1, NodeAudit.MostPredecessors))
            Write($"audit-2026-01-0{day}T00-00-00.000.log", "old\n");
        Write("audit.log", "new\n");
        using var stream = Open();

        ReadAll(stream);

        stream.Missing.ShouldBe("the kept cluster's audit log has only the newest requests: of what was logged, 300 MiB are kept");
    }

    [Test]
    public void A_file_that_is_removed_before_it_is_read_to_its_end_is_missed()
    {
        Write("audit.log", "first\n");
        using var stream = Open();
        ReadAll(stream).ShouldBe("first\n");

        File.Move(At("audit.log"), At("elsewhere"));
        Write("audit.log", "second\n");

        ReadAll(stream).ShouldBe("second\n");
        stream.Missing.ShouldNotBeNull();
    }

    private NodeAuditStream Open() => new(async command =>
    {
        string[] own = [.. command.Select(word => word == NodeAudit.Folder ? _folder.FullName : word)];
        using var shell = Process.Start(new ProcessStartInfo(own[0], own[1..]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    });

    private void Write(string name, string text) => File.WriteAllText(At(name), text);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static string ReadAll(NodeAuditStream stream)
    {
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
