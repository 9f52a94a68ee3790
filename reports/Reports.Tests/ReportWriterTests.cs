using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Reports.Tests;

internal sealed class ReportWriterTests
{
    private string _reports = null!;

    [SetUp]
    public void MakeFolder() => _reports = Directory.CreateTempSubdirectory("harness-reports-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_reports, recursive: true);

    [Test]
    public void Reports_come_from_the_folder_as_they_do_from_the_results()
    {
        var time = new FakeTimeProvider(SampleRun.Rich.Manifest.Started);
        var run = RunFolder.Create(Path.Combine(_reports, "runs"), time, (_, _) => SampleRun.Rich.Manifest);
        foreach (var scenario in SampleRun.Rich.Scenarios)
            run.AddScenario(scenario);
        foreach (var benchmark in SampleRun.Rich.Benchmarks)
            run.AddBenchmark(benchmark);

        var written = ReportWriter.WriteAll(run);

        written.Select(Path.GetFileName)
            .ShouldBe(["report.md", "report.html", "junit.xml", "report.json", "benchmarks.csv", "metrics.prom"]);
        foreach (var (path, exporter) in written.Zip(ReportWriter.Exporters))
            File.ReadAllText(path).ShouldBe(Rendering.Of(exporter, SampleRun.Rich), path);
    }

    [Test]
    public void A_folder_that_is_not_there_is_said_in_a_sentence()
    {
        var gone = Path.Combine(_reports, "gone");

        var failure = Should.Throw<HarnessException>(() => ReportWriter.WriteAll(new ReportInput(SampleRun.Good), gone));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldStartWith($"could not write {Path.Combine(gone, "report.md")}: ");
    }
}
