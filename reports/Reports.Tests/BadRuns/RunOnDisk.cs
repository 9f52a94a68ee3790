using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Reports.Tests.BadRuns;

/// <summary>The folder of the rich run, to be spoilt.</summary>
internal sealed class RunOnDisk : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("harness-bad-").FullName;

    public RunOnDisk()
    {
        var time = new FakeTimeProvider(SampleRun.Rich.Manifest.Started);
        Folder = RunFolder.Create(Path.Combine(_root, "runs"), time, (_, _) => SampleRun.Rich.Manifest);
        foreach (var scenario in SampleRun.Rich.Scenarios)
            Folder.AddScenario(scenario);
        foreach (var benchmark in SampleRun.Rich.Benchmarks)
            Folder.AddBenchmark(benchmark);
    }

    public RunFolder Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder.FullPath, file);

    /// <summary>Writes all reports, as the command does.</summary>
    /// <returns>Their texts by their files.</returns>
    /// <exception cref="HarnessException">The run cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Report()
    {
        var input = ReportWriter.ReadInput(RunFolder.Open(Folder.FullPath));
        return ReportWriter.Exporters.ToDictionary(exporter => exporter.FileName, exporter => Rendering.Of(exporter, input));
    }

    /// <summary>Either every report is written and has something in it, or the failure is bad input and names the file.</summary>
    public void EnsureShownOrNamed(string file, string what)
    {
        try
        {
            foreach (var (name, text) in Report())
                text.Length.ShouldBeGreaterThan(50, $"{name} with {what}");
        }
        catch (HarnessException failure)
        {
            failure.Kind.ShouldBe(FailureKind.BadInput, what);
            failure.Message.ShouldContain(PathOf(file), Case.Sensitive, what);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
