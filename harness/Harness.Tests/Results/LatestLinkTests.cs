using Harness.Results;

namespace Harness.Tests.Results;

[Platform(Exclude = "Win", Reason = "links need a privilege there")]
internal sealed class LatestLinkTests
{
    private TemporaryRuns runs = null!;

    [SetUp]
    public void MakeRuns() => runs = new TemporaryRuns();

    [TearDown]
    public void RemoveRuns() => runs.Dispose();

    [Test]
    public void Latest_points_to_the_newest_run_by_a_relative_path()
    {
        runs.Create();
        var second = runs.Create();

        new DirectoryInfo(runs.Latest).LinkTarget.ShouldBe(Path.Combine("runs", second.Id));
        RunFolder.Load(runs.Latest).Manifest.Id.ShouldBe(second.Id);
        Directory.GetFileSystemEntries(runs.Reports).ShouldBe([runs.Root, runs.Latest], ignoreOrder: true);
    }

    [Test]
    public void A_run_opened_by_the_link_stays_the_same_when_the_link_moves_on()
    {
        var first = runs.Create();
        var opened = RunFolder.Open(runs.Latest + Path.DirectorySeparatorChar);
        runs.Create();

        opened.AddScenario(Sample.Scenario("A"));

        opened.Id.ShouldBe(first.Id);
        first.Load().Scenarios.Count.ShouldBe(1);
    }

    [Test]
    public void What_stands_in_the_link_s_place_does_not_fail_the_run()
    {
        Directory.CreateDirectory(Path.Combine(runs.Latest, "kept"));

        runs.Create().Load().Manifest.State.ShouldBe(RunState.Running);

        Directory.Exists(Path.Combine(runs.Latest, "kept")).ShouldBeTrue();
        Directory.GetFileSystemEntries(runs.Reports).ShouldBe([runs.Root, runs.Latest], ignoreOrder: true);
    }
}
