using System.Text.Json;
using Harness.Cli.Commands;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Results;
using Harness.Runs;
using Harness.Tests.Results;

namespace Harness.Tests.Cli.Reporting;

/// <summary>What a run's command prints at its end, and what <c>report prune</c> does.</summary>
internal sealed class ResultOutputTests
{
    private StringWriter _output = null!;
    private StringWriter _error = null!;
    private TemporaryRuns _runs = null!;

    [SetUp]
    public void MakeRuns() => (_runs, _output, _error) = (new TemporaryRuns(), new StringWriter(), new StringWriter());

    [TearDown]
    public void RemoveRuns() => _runs.Dispose();

    [Test]
    public void For_programs_standard_output_is_one_document_also_where_the_run_failed()
    {
        var failure = HarnessException.Undecided("the cluster was lost: x");

        var code = Show(new RunOutput { Format = ResultFormat.Json }, Outcome.Undecided, failure);

        using var document = JsonDocument.Parse(_output.ToString());
        document.RootElement.GetProperty("verdict").GetString().ShouldBe("asExpected");
        _error.ToString().ShouldContain("the cluster was lost");
        code.ShouldBe(3);
    }

    [Test]
    public void For_people_it_is_a_screen()
    {
        Show(RunOutput.Usual, Outcome.AsExpected, null).ShouldBe(0);

        _output.ToString().ShouldContain("As expected: 1 scenario passed");
        _output.ToString().TrimEnd().ShouldEndWith("report.html");
        _error.ToString().ShouldBeEmpty();
    }

    [Test]
    public async Task A_quiet_run_says_nothing_of_its_progress()
    {
        Screen.Redirect(_output, _error);
        var progress = new SilentProgress();

        progress.Say("a line");
        progress.Show(Sample.Scenario("A"), 1, 2);
        (await progress.StageAsync("stage", report =>
        {
            report.Report("more");
            return Task.FromResult(42);
        })).ShouldBe(42);

        (_output.ToString(), _error.ToString()).ShouldBe(("", ""));
    }

    [Test]
    public void Prune_says_what_it_removed_and_a_dry_run_removes_nothing()
    {
        Screen.Redirect(_output, _error);
        var shelf = new RunShelf(_runs.Root);
        string[] runs = [.. Enumerable.Range(0, 3).Select(_ => _runs.Create().Id).Order(StringComparer.Ordinal)];
        var latest = shelf.Latest!;

        ReportPrune.Prune(shelf, 0, isDry: true);
        shelf.Names.Count.ShouldBe(3);
        _output.ToString().ShouldContain("would remove 2 of 3 runs, 0.0 MiB; 1 would stay");

        ReportPrune.Prune(shelf, 0, isDry: false);

        shelf.Names.ShouldBe([latest]);
        _output.ToString().ShouldContain($"not {latest}: it is the latest");
        foreach (var gone in runs.Except([latest]))
            _output.ToString().ShouldContain($"removed {gone} (0.0 MiB)");
    }

    private int Show(RunOutput output, Outcome outcome, HarnessException? failure)
    {
        Screen.Redirect(_output, _error);
        var run = _runs.Create();
        run.AddScenario(Sample.Scenario("A"));
        run.UpdateManifest(manifest => manifest with { State = RunState.Complete });
        return RunCommand.Show(new RunEnd(outcome, failure, run), output);
    }
}
