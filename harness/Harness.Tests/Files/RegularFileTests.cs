using Harness.Tests.Images;

namespace Harness.Tests.Files;

[Platform("Linux")]
internal sealed class RegularFileTests
{
    [Test]
    public void A_file_is_read_whole_also_behind_a_link()
    {
        using var folder = new Scratch();
        File.CreateSymbolicLink(folder["link"], folder.Write("file", "✓ text\n"));

        RegularFile.ReadAllText(folder["link"]).ShouldBe("✓ text\n");
        RegularFile.ReadAllBytes(folder["file"]).Length.ShouldBe(9);
    }

    [Test]
    public void What_is_not_there_and_a_folder_are_refused_in_the_systems_words()
    {
        using var folder = new Scratch();

        Should.Throw<FileNotFoundException>(() => RegularFile.Open(folder["none"])).Message.ShouldContain(folder["none"]);
        Should.Throw<UnauthorizedAccessException>(() => RegularFile.Open(folder.Root)).Message.ShouldContain(folder.Root);
    }

    [TestCase("/dev/zero")]
    [TestCase("/dev/null")]
    public void A_device_is_refused(string path) =>
        Should.Throw<IOException>(() => RegularFile.Open(path)).Message.ShouldStartWith("it is no file, but a pipe, a socket or a device");

    /// <summary>It counts as a regular file, and reading it waits for the kernel's next message.</summary>
    [Test]
    [CancelAfter(10_000)]
    public async Task A_file_of_the_kernel_that_waits_is_refused(CancellationToken stop)
    {
        const string messages = "/proc/kmsg";
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore($"{messages} is for root");

        var failure = await Should.ThrowAsync<Exception>(Task.Run(() => RegularFile.ReadAllBytes(messages), stop).WaitAsync(stop));

        failure.ShouldNotBeOfType<TaskCanceledException>();
        if (failure is IOException)
            RegularFile.Reason(failure).ShouldStartWith("it is no file, but a pipe");
    }
}
