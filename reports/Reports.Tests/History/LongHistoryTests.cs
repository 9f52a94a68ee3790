using System.Diagnostics;
using System.Text.Json;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Reports.Html.Trend;
using Harness.Results;

namespace Harness.Reports.Tests.History;

/// <summary>A thousand nights, each with as many figures as a real nightly run has.</summary>
internal sealed class LongHistoryTests
{
    private const int Runs = 1_000;
    private string _root = "";

    [SetUp]
    public void WriteRuns()
    {
        _root = Directory.CreateTempSubdirectory("harness-history-").FullName;
        var figures = RunReports.Of(SampleRun.Rich).Figures;
        var many = Enumerable.Range(0, 150).Select(i =>
        {
            var like = figures[i % figures.Count];
            var id = i < figures.Count ? like.Id : $"{like.Id}-{i}";
            return like with { Id = id, Rounds = Nights.Around(20, 20), Value = 20, Doubt = null };
        }).ToArray();
        for (var night = 0; night < Runs; night++)
        {
            var report = Nights.Of(night, [.. many.Select(one => one with { Value = 20 + (night % 17 * 0.01) + (night > 600 ? 3 : 0) })]);
            var folder = Directory.CreateDirectory(Path.Combine(_root, report.Run)).FullName;
            File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, ResultsJson.Options));
        }
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Its_trend_is_a_small_page_made_in_little_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();

        var history = RunHistory.Read(_root);
        var read = watch.Elapsed;
        var page = TrendSection.Of(history.Newest!, history)!.Body.Text;

        var taken = watch.Elapsed;
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{Runs} runs: {taken.TotalSeconds:0.0} s, reading {read.TotalSeconds:0.0} s of them; {kept} MiB kept, ")
            + FormattableString.Invariant($"page {page.Length / 1024} KiB; {Environment.WorkingSet >> 20} MiB in all"));
        history.Runs.Count.ShouldBe(Runs);
        page.Length.ShouldBeLessThan(5 << 20);
        kept.ShouldBeLessThan(150, "MiB that the history keeps");
        GC.KeepAlive(history);
    }
}
