using Harness.Results;

namespace Harness.Tests.Results;

[Platform(Exclude = "Win", Reason = "links need a privilege there")]
internal sealed class RunShelfTests
{
    private TemporaryRuns _runs = null!;
    private RunShelf _shelf = null!;

    [SetUp]
    public void MakeRuns() => (_runs, _shelf) = (_runs = new TemporaryRuns(), new RunShelf(_runs.Root));

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void Where_there_is_no_run_there_is_none()
    {
        _shelf.Names.ShouldBeEmpty();
        _shelf.Latest.ShouldBeNull();
        Should.Throw<HarnessException>(() => _shelf.Open(null)).Message.ShouldBe("there is no run yet: ./run.sh makes one");
    }

    [Test]
    public void Runs_are_folders_named_so_or_with_results_and_never_links()
    {
        var run = _runs.Create();
        Folder("20260101T000000Z-abcdef"); // nothing was written into it yet
        Folder("baseline", "run.json");
        Folder("kept", "report.json");
        Folder("notes", "notes.txt");
        Folder(".removing.20260101T000000Z-123456", "run.json");
        Directory.CreateSymbolicLink(_shelf.PathOf("20260101T000000Z-ffffff"), run.FullPath);

        _shelf.Names.ShouldBe(["20260101T000000Z-abcdef", run.Id, "baseline", "kept"]);
    }

    [Test]
    public void The_latest_is_the_one_that_the_link_points_to()
    {
        var first = _runs.Create();
        _runs.Create();
        File.Delete(_runs.Latest);
        Directory.CreateSymbolicLink(_runs.Latest, Path.Combine("runs", first.Id));

        _shelf.Latest.ShouldBe(first.Id);
        _shelf.Open(null).Id.ShouldBe(first.Id);
        _shelf.Open("latest").Id.ShouldBe(first.Id);
    }

    [Test]
    public void Where_the_link_leads_nowhere_the_newest_run_is_the_latest_whatever_people_named_others()
    {
        var run = _runs.Create();
        Folder("zzz", "run.json");
        File.Delete(_runs.Latest);
        _shelf.Latest.ShouldBe(run.Id);

        Directory.CreateSymbolicLink(_runs.Latest, Path.Combine("runs", "gone"));

        _shelf.Latest.ShouldBe(run.Id);
    }

    [Test]
    public void A_run_is_found_by_its_name_and_by_any_path()
    {
        var run = _runs.Create();

        _shelf.Open(run.Id).FullPath.ShouldBe(run.FullPath);
        _shelf.Open(run.FullPath + "/").FullPath.ShouldBe(run.FullPath);
    }

    [Test]
    public void An_unknown_run_is_named_with_the_nearest_or_the_newest()
    {
        var run = _runs.Create();

        Should.Throw<HarnessException>(() => _shelf.Open($"{run.Id[..^1]}x")).Message.ShouldEndWith($"\"; did you mean {run.Id}?");
        Should.Throw<HarnessException>(() => _shelf.Open("\u001b[31m")).Message
            .ShouldBe($"there is no run \"␛[31m\"; the newest is {run.Id}");
    }

    private void Folder(string name, string? file = null)
    {
        Directory.CreateDirectory(_shelf.PathOf(name));
        if (file is not null)
            File.WriteAllText(Path.Combine(_shelf.PathOf(name), file), "{}");
    }
}
