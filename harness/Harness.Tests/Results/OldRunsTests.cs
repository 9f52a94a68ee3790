using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Results;

[Platform(Exclude = "Win", Reason = "links need a privilege there")]
internal sealed class OldRunsTests
{
    private TemporaryRuns _runs = null!;
    private RunShelf _shelf = null!;
    private OldRuns _old = null!;

    [SetUp]
    public void MakeRuns()
    {
        _runs = new TemporaryRuns();
        _shelf = new RunShelf(_runs.Root);
        _old = new OldRuns(_shelf);
    }

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void All_but_the_newest_go_the_oldest_first()
    {
        string[] runs = [.. Enumerable.Range(0, 5).Select(Make)];

        _old.Beyond(2).Select(run => (run.Name, run.Kept)).ShouldBe([(runs[0], null), (runs[1], null), (runs[2], null)]);
        _old.Beyond(5).ShouldBeEmpty();
        _old.Beyond(int.MaxValue).ShouldBeEmpty();
    }

    [Test]
    public void A_run_that_goes_on_stays_until_its_process_has_ended()
    {
        string[] runs = [Make(0), Make(1)];
        var mark = RunningMark.TryTake(_shelf.PathOf(runs[0]));

        _old.Beyond(1).Single().Kept.ShouldBe("it is still running");
        _old.Remove(new OldRun(runs[0], 0, null)).Kept.ShouldBe("it is still running");
        Directory.Exists(_shelf.PathOf(runs[0])).ShouldBeTrue();

        mark!.Dispose();

        _old.Beyond(1).Single().Kept.ShouldBeNull();
    }

    [Test]
    public void The_latest_stays_however_old_it_is()
    {
        string[] runs = [Make(0), Make(1), Make(2)];
        File.Delete(_runs.Latest);
        Directory.CreateSymbolicLink(_runs.Latest, Path.Combine("runs", runs[0]));

        _old.Beyond(0).Select(run => (run.Name, run.Kept)).ShouldBe([(runs[0], "it is the latest"), (runs[1], null), (runs[2], null)]);
    }

    [Test]
    public void A_run_that_was_given_a_name_stays_and_does_not_count()
    {
        string[] runs = [Make(0), Make(1)];
        Directory.Move(_shelf.PathOf(runs[0]), _shelf.PathOf("baseline"));

        _old.Beyond(1).Single().ShouldBe(new OldRun("baseline", 0, "it was given a name of its own"));
    }

    [Test]
    public void A_run_goes_with_all_that_is_in_it_but_not_with_what_a_link_in_it_points_to()
    {
        var run = Make(0);
        var outside = Path.Combine(_runs.Reports, "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "kept"), "x");
        Directory.CreateDirectory(Path.Combine(_shelf.PathOf(run), "attachments", "a"));
        Directory.CreateSymbolicLink(Path.Combine(_shelf.PathOf(run), "attachments", "out"), outside);

        _old.Remove(new OldRun(run, 0, null)).Kept.ShouldBeNull();

        Directory.GetFileSystemEntries(_runs.Root).ShouldBeEmpty();
        File.Exists(Path.Combine(outside, "kept")).ShouldBeTrue();
    }

    [Test]
    public void Of_two_that_remove_at_once_each_run_is_removed_by_one()
    {
        var old = Enumerable.Range(0, 40).Select(day => new OldRun(Make(day), 1, null)).ToList();
        using var together = new Barrier(2);

        Task<List<OldRun>>[] both = [Task.Factory.StartNew(Remove, TaskCreationOptions.LongRunning), Task.Run(Remove)];
        var removed = both.SelectMany(task => task.GetAwaiter().GetResult()).ToList();

        Directory.GetFileSystemEntries(_runs.Root).ShouldBeEmpty();
        removed.Where(run => run.Kept is null).Select(run => run.Name).ShouldBe(old.Select(run => run.Name), ignoreOrder: true);
        removed.Where(run => run.Kept is not null).ShouldAllBe(run => run.Kept == "somebody else has removed it");

        List<OldRun> Remove()
        {
            together.SignalAndWait();
            return [.. old.Select(_old.Remove)];
        }
    }

    [Test]
    public void A_removal_that_was_interrupted_is_finished_later()
    {
        var left = Path.Combine(_runs.Root, ".removing.20260101T000000Z-123456");
        Directory.CreateDirectory(Path.Combine(left, "attachments"));

        _old.Finish();

        Directory.Exists(left).ShouldBeFalse();
    }

    [Test]
    public void What_goes_is_told_with_its_size()
    {
        var run = Make(0);
        Make(1);
        File.WriteAllBytes(Path.Combine(_shelf.PathOf(run), "a.log"), new byte[3 << 20]);

        RunSize.Text(_old.Beyond(1).Single().Bytes).ShouldBe("3.0 MiB");
    }

    private string Make(int day) =>
        RunFolder.Create(_runs.Root, new FakeTimeProvider(Sample.Start.AddDays(day)), Sample.Manifest).Id;
}
