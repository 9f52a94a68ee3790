using Harness.Results;

namespace Harness.Load.Tests.Routes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KeptBenchmarkTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("kept-").FullName;

    [Test]
    public async Task What_was_measured_is_kept_when_the_measurement_fails()
    {
        var folder = Folder();

        await Should.ThrowAsync<HarnessException>(() => KeptBenchmark.MeasureAsync(
            folder, () => throw HarnessException.Undecided("lost"), () => KeptBenchmark.Of("soak", "hello-app")));

        var kept = folder.Load().Benchmarks.ShouldHaveSingleItem();
        (kept.Name, kept.Target).ShouldBe(("soak", "hello-app"));
        kept.Started.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Where_nothing_was_measured_nothing_is_kept()
    {
        var folder = Folder();

        await KeptBenchmark.MeasureAsync(folder, () => Task.CompletedTask, () => null);

        folder.Load().Benchmarks.ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private RunFolder Folder() => RunFolder.Create(_path, TimeProvider.System, (id, started) => new RunManifest
    {
        Id = id,
        State = RunState.Running,
        Started = started,
        Command = "bench",
        HarnessVersion = "0.1.0",
        Host = new HostFacts("Debian GNU/Linux 12", 2, 1 << 30, "10.0.0"),
    });
}
