using Harness.Files;

namespace Harness.Tests.Files;

internal sealed class WholeFileTests
{
    private string _folder = null!;

    private string Target => Path.Combine(_folder, "scenarios.json");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("harness-file-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void An_interrupted_write_leaves_the_old_whole_file_and_nothing_else()
    {
        WholeFile.WriteText(Target, writer => writer.Write("old"));

        Should.Throw<OperationCanceledException>(() => WholeFile.WriteText(Target, writer =>
        {
            writer.Write(new string('n', 100_000));
            writer.Flush();
            File.ReadAllText(Target).ShouldBe("old");
            throw new OperationCanceledException();
        }));

        File.ReadAllText(Target).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder).ShouldBe([Target]);
    }

    [Test]
    public void Text_is_UTF_8_without_a_mark_and_with_line_feeds()
    {
        WholeFile.WriteText(Target, writer => writer.WriteLine("✓"));

        File.ReadAllBytes(Target).ShouldBe("✓\n"u8.ToArray());
    }

    [Test]
    public void A_full_disk_is_said_in_a_sentence()
    {
        WholeFile.WriteText(Target, writer => writer.Write("old"));

        var failure = Should.Throw<HarnessException>(
            () => WholeFile.Write(Target, _ => throw new IOException("No space left on device.")));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe(
            $"could not write {Target}: No space left on device; make room on its disk or make the folder writable, then run again");
        File.ReadAllText(Target).ShouldBe("old");
    }
}
