using Harness.Files;
using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Files;

[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BoundedFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Test]
    public void A_small_file_is_read_whole() => BoundedFile.ReadText(_scratch.Write("file", "✓ text\n")).ShouldBe("✓ text\n");

    [Test]
    [CancelAfter(10_000)]
    public async Task A_pipe_is_refused_at_once_although_nobody_ever_writes_to_it(CancellationToken stop)
    {
        (await ProcessRunner.RunAsync("mkfifo", [_scratch["pipe"]], cancellationToken: stop)).ExitCode.ShouldBe(0);

        var failure = await Should.ThrowAsync<IOException>(Task.Run(() => BoundedFile.ReadText(_scratch["pipe"]), stop).WaitAsync(stop));

        failure.Message.ShouldBe($"{_scratch["pipe"]} is no regular file");
    }

    [Test]
    public void A_link_is_not_followed()
    {
        File.CreateSymbolicLink(_scratch["link"], _scratch.Write("file", "text"));

        Should.Throw<IOException>(() => BoundedFile.ReadText(_scratch["link"]));
    }

    [TestCase("/dev/zero")]
    [TestCase("/tmp")]
    public void A_device_or_a_folder_is_refused(string path) => Should.Throw<IOException>(() => BoundedFile.ReadText(path));

    [Test]
    public void A_file_larger_than_a_mebibyte_is_refused()
    {
        using (var file = File.Create(_scratch["large"]))
            file.SetLength((1 << 20) + 1);

        Should.Throw<IOException>(() => BoundedFile.ReadText(_scratch["large"])).Message.ShouldEndWith("is larger than 1 MiB");
    }

    [Test]
    public void A_file_that_is_not_there_is_said_to_be_missing() =>
        Should.Throw<FileNotFoundException>(() => BoundedFile.ReadText(_scratch["none/file"]));

    public void Dispose() => _scratch.Dispose();
}
