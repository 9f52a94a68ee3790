using Harness.Results;

namespace Harness.Tests.Results;

[Platform(Exclude = "Win", Reason = "links need a privilege there")]
internal sealed class LatestLinkTests
{
    private TemporaryRuns _runs = null!;

    [SetUp]
    public void MakeRuns() => _runs = new TemporaryRuns();

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void Latest_points_to_the_newest_run_by_a_relative_path()
    {
        _runs.Create();
        var second = _runs.Create();

        new DirectoryInfo(_runs.Latest).LinkTarget.ShouldBe(Path.Combine("runs", second.Id));
        RunFolder.Load(_runs.Latest).Manifest.Id.ShouldBe(second.Id);
        Directory.GetFileSystemEntries(_runs.Reports).ShouldBe([_runs.Root, _runs.Latest], ignoreOrder: true);
    }

    [Test]
    public void A_run_opened_by_the_link_stays_the_same_when_the_link_moves_on()
    {
        var first = _runs.Create();
        var opened = RunFolder.Open(_runs.Latest + Path.DirectorySeparatorChar);
        _runs.Create();

        opened.AddScenario(Sample.Scenario("A"));

        opened.Id.ShouldBe(first.Id);
        first.Load().Scenarios.Count.ShouldBe(1);
    }

    [Test]
    public void What_stands_in_the_link_s_place_does_not_fail_the_run()
    {
        Directory.CreateDirectory(Path.Combine(_runs.Latest, "kept"));

        _runs.Create().Load().Manifest.State.ShouldBe(RunState.Running);

        Directory.Exists(Path.Combine(_runs.Latest, "kept")).ShouldBeTrue();
        Directory.GetFileSystemEntries(_runs.Reports).ShouldBe([_runs.Root, _runs.Latest], ignoreOrder: true);
    }
}
