using Harness.Results;

namespace Harness.Tests.Results;

/// <summary>Where runs are written: whether there is room, and what stands in the way.</summary>
internal sealed class RunsRootTests
{
    private TemporaryRuns _runs = null!;

    [SetUp]
    public void MakeRuns() => _runs = new TemporaryRuns();

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void A_writable_root_with_room_is_made_and_left_empty()
    {
        RunFolder.EnsureWritable(_runs.Root, minimumFreeBytes: 1);

        Directory.GetFileSystemEntries(_runs.Root).ShouldBeEmpty();
    }

    [Test]
    public void Too_little_room_is_said_with_both_figures()
    {
        var failure = Should.Throw<HarnessException>(() => RunFolder.EnsureWritable(_runs.Root, 1L << 60));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldMatch(
            @"^the disk of \S+ has [\d,.]+ MiB free, and the run's results need 1,099,511,627,776 MiB; make room, .+ run again$");
    }

    [Test]
    public void A_file_in_the_way_of_the_root_is_undecided()
    {
        File.WriteAllText(_runs.Root, "");

        foreach (var attempt in new Action[] { () => RunFolder.EnsureWritable(_runs.Root, 1), () => _runs.Create() })
        {
            var failure = Should.Throw<HarnessException>(attempt);
            failure.Kind.ShouldBe(FailureKind.Undecided);
            failure.Message.ShouldStartWith($"could not make the folder {_runs.Root}");
            failure.Message.ShouldEndWith("then run again");
        }
    }

    [Test]
    [Platform("Linux")]
    public void A_root_that_takes_no_file_is_undecided()
    {
        // sysfs takes no file from anyone, root included.
        var failure = Should.Throw<HarnessException>(() => RunFolder.EnsureWritable("/sys/kernel", 1));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldStartWith("could not write /sys/kernel/.probe.");
    }
}
