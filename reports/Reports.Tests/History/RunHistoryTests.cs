using System.Text.Json;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Reports.Tests.History;

internal sealed class RunHistoryTests
{
    private string _root = "";

    [SetUp]
    public void MakeFolder() => _root = Directory.CreateTempSubdirectory("harness-history-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Runs_are_read_oldest_first()
    {
        foreach (var night in new[] { 5, 1, 3 })
            Write(Nights.Steady(1, from: night)[0]);

        var history = RunHistory.Read(_root);

        history.Runs.Select(run => run.Run).ShouldBe([Nights.NameOf(1), Nights.NameOf(3), Nights.NameOf(5)]);
        history.LeftOut.ShouldBeEmpty();
        history.Before(history.Runs[1]).Runs.ShouldHaveSingleItem().Run.ShouldBe(Nights.NameOf(1));
    }

    [Test]
    public void A_report_that_is_missing_malformed_or_older_is_made_again()
    {
        var file = Path.Combine(Old(RunState.Complete).FullPath, "report.json");
        Only().Figures.ShouldNotBeEmpty();

        File.WriteAllText(file, "{\"schemaVersion\": 1, ");
        Only().Figures.ShouldNotBeEmpty();
        File.WriteAllText(file, Json(Nights.Of(1) with { SchemaVersion = 0 }));
        Only().Figures.ShouldNotBeEmpty();
        File.WriteAllText(file, Json(Nights.Of(1)));
        Only().Figures.ShouldBeEmpty("it is newer than what it was made from");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(-1));
        Only().Figures.ShouldNotBeEmpty();
    }

    [Test]
    public void A_report_that_was_made_again_is_written_once_and_no_longer_counts_when_the_results_change()
    {
        var run = Old(RunState.Complete);
        var file = Path.Combine(run.FullPath, "report.json");
        Only().Run.ShouldBe(run.Id);

        File.ReadAllText(file).ShouldContain("\"figures\":");
        Directory.GetFiles(run.FullPath, ".*.tmp").ShouldBeEmpty();
        File.GetLastWriteTimeUtc(file).ShouldBe(File.GetLastWriteTimeUtc(Path.Combine(run.FullPath, "benchmarks.json")));
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"passed\":", "\"passed\": 4321, \"was\":", StringComparison.Ordinal));
        Only().Scenarios.Passed.ShouldBe(4321, "it is read, and not made again");
        run.AddBenchmark(SampleBenchmarks.Quick with { Name = "other" });
        File.SetLastWriteTimeUtc(Path.Combine(run.FullPath, "benchmarks.json"), DateTime.UtcNow.AddMinutes(1));
        Only().Figures.ShouldContain(figure => figure.Id.StartsWith("other/", StringComparison.Ordinal));
    }

    [TestCase(RunState.Running, false)]
    [TestCase(RunState.Interrupted, true)]
    public void Nothing_is_written_into_a_run_that_may_go_on(RunState state, bool isWritten)
    {
        var run = Old(state);

        RunHistory.Read(_root).LeftOut.Count.ShouldBe(1);

        File.Exists(Path.Combine(run.FullPath, "report.json")).ShouldBe(isWritten);
    }

    [Test]
    public void A_report_that_cannot_be_written_is_made_each_time()
    {
        var run = Old(RunState.Complete);
        // Not even root can put a file in a folder's place, and nobody can in one that is for reading alone.
        Directory.CreateDirectory(Path.Combine(run.FullPath, "report.json", "x"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(run.FullPath, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Only().Figures.ShouldNotBeEmpty();
        Only().Figures.ShouldNotBeEmpty();

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(run.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Exists(Path.Combine(run.FullPath, "report.json", "x")).ShouldBeTrue();
    }

    [Test]
    public void A_report_of_a_later_format_stays()
    {
        var file = Path.Combine(Old(RunState.Complete).FullPath, "report.json");
        File.WriteAllText(file, "{\"schemaVersion\": 2}");

        Only().Figures.ShouldNotBeEmpty();

        File.ReadAllText(file).ShouldBe("{\"schemaVersion\": 2}");
    }

    [Test]
    public void Nothing_is_written_through_a_link()
    {
        var outside = Directory.CreateTempSubdirectory("harness-outside-").FullName;
        var run = RunFolder.Create(
            Path.Combine(outside, "runs"), TimeProvider.System, (id, _) => SampleRun.Good.Manifest with { Id = id, Claims = [] });
        Directory.CreateSymbolicLink(Path.Combine(_root, run.Id), run.FullPath);

        Only().Run.ShouldBe(run.Id);

        File.Exists(Path.Combine(run.FullPath, "report.json")).ShouldBeFalse();
        Directory.Delete(outside, recursive: true);
    }

    private RunReport Only() => RunHistory.Read(_root).Runs.ShouldHaveSingleItem();

    private RunFolder Old(RunState state)
    {
        var time = new FakeTimeProvider(SampleRun.Good.Manifest.Started);
        var run = RunFolder.Create(_root, time, (id, _) => SampleRun.Good.Manifest with { Id = id, State = state, Claims = [] });
        run.AddBenchmark(SampleBenchmarks.Quick);
        return run;
    }

    [TestCase("report.json", "{\"schemaVersion\": 2}", "report.json has schemaVersion 2, and this Harness reads 1")]
    [TestCase("report.json", "{\"run\": \"x\"}", "report.json has no schemaVersion")]
    [TestCase("report.json", "[]", "report.json has no schemaVersion")]
    [TestCase("report.json", "{\"schemaVersion\": 1}", "report.json is malformed: ")]
    [TestCase("run.json", "{\"schemaVersion\": 7}", "run.json has schemaVersion 7, and this Harness reads 1")]
    [TestCase("run.json", "{", "run.json, line 1")]
    [TestCase("other.txt", "", "report.json is not there, and neither is run.json")]
    public void What_cannot_be_read_is_named_with_its_file_and_reason(string file, string content, string reason)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "20260101T000000Z-abcdef")).FullName;
        File.WriteAllText(Path.Combine(folder, file), content);
        Directory.CreateDirectory(Path.Combine(_root, "no run"));

        var left = RunHistory.Read(_root).LeftOut.ShouldHaveSingleItem();

        left.Run.ShouldBe("20260101T000000Z-abcdef");
        left.Reason.ShouldStartWith(reason);
        left.Reason.ShouldStartWith(left.File == "run.json" && file == "other.txt" ? "report.json" : left.File);
    }

    [TestCase(RunState.Interrupted, "it was interrupted")]
    [TestCase(RunState.Aborted, "it was aborted by a failure outside the scenarios")]
    [TestCase(RunState.Running, "it is still going on, or ended without saying so")]
    public void A_partial_run_is_left_out(RunState state, string reason)
    {
        Write(Nights.Of(1) with { State = state });

        RunHistory.Read(_root).LeftOut.ShouldHaveSingleItem().ShouldBe(new LeftOutRun(Nights.NameOf(1), "run.json", reason));
    }

    [Test]
    public void Runs_of_another_kind_are_left_out_and_said()
    {
        var history = Nights.History(
            Nights.Of(1),
            Nights.Of(2) with { Host = new HostClass("AMD EPYC", 4, 32, null) },
            Nights.Of(3) with { Cluster = new ReportedCluster("existing", "v1.36.3") },
            Nights.Of(4) with { Cluster = new ReportedCluster("kept", "v1.35.0") },
            Nights.Of(9));

        var before = history.Before(Nights.Of(5));

        before.Runs.Select(run => run.Run).ShouldBe([Nights.NameOf(1), Nights.NameOf(4)]);
        before.LeftOut.Select(one => (one.Run, one.Reason)).ShouldBe(
            [(Nights.NameOf(2), "another class of machine: AMD EPYC, 4 cores, 32 GiB"), (Nights.NameOf(3), "on an existing cluster")]);
    }

    [Test]
    public void The_run_to_compare_with_has_measured_the_same()
    {
        var figure = Nights.Figure(Nights.Around(20));
        var history = Nights.History(Nights.Of(1, figure), Nights.Of(2), Nights.Of(3, figure with { Benchmark = "quick: shop" }));

        history.Previous(Nights.Of(4, figure))!.Run.ShouldBe(Nights.NameOf(1));
        history.Previous(Nights.Of(4)).ShouldBeNull();
    }

    [Test]
    public void No_folder_is_no_history() => RunHistory.Read(Path.Combine(_root, "gone")).Runs.ShouldBeEmpty();

    private void Write(RunReport report)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, report.Run)).FullName;
        File.WriteAllText(Path.Combine(folder, "report.json"), Json(report));
    }

    private static string Json(RunReport report) => JsonSerializer.Serialize(report, ResultsJson.Options);
}
