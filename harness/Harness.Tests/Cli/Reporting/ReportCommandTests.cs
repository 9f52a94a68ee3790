namespace Harness.Tests.Cli.Reporting;

/// <summary>What is refused of <c>report</c>, and of what a run's command prints at its end.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ReportCommandTests
{
    private const string NoRun = "no-such-run-of-mine-at-all";

    [TestCase("there is no run \"lst\"; did you mean ./run.sh report list?", "report", "lst")]
    [TestCase($"there is no run \"{NoRun}\"", "report", "--run", NoRun)]
    [TestCase("the run is given twice: leave --run out", "report", "x", "--run", "y")]
    [TestCase("--output is for --format, which says what to write there", "report", "--output", "x")]
    [TestCase("--format htm: not one of markdown, md, html, ", "report", "--format", "htm")]
    [TestCase("--open is for the whole of report.html: leave --format and --compare out", "report", "--open", "--format", "html")]
    [TestCase("--all is for --compare, which shows what changed alone: leave it out", "report", "--all")]
    [TestCase("--compare names its two runs itself: leave the other one out", "report", "x", "--compare", "a", "b")]
    [TestCase($"there is no run \"{NoRun}\"", "report", "--compare", NoRun, "b")]
    [TestCase("--keep N is missing: how many of the newest runs stay", "report", "prune")]
    [TestCase("--keep -1: not a whole number from 0", "report", "prune", "--keep", "-1")]
    [TestCase("unknown option \"--kep\"; did you mean --keep? (./run.sh report prune --help lists all)", "report", "prune", "--kep", "1")]
    [TestCase("\"x\" stands before prune: write it after it", "report", "x", "prune", "--keep", "1")]
    [TestCase("--open stands before serve: write it after it", "report", "--open", "serve")]
    [TestCase("--port 65536: not a whole number from 1 to 65535", "report", "serve", "--port", "65536")]
    [TestCase("/no/such/gate.yaml", "--gate", "/no/such/gate.yaml")]
    [TestCase("/no/such/gate.yaml", "bench", "--gate", "/no/such/gate.yaml")]
    [TestCase("/no/such/gate.yaml", "report", "--gate", "/no/such/gate.yaml")]
    [TestCase("--output json does not go with --dry-run, which has no result", "--dry-run", "--output", "json")]
    [TestCase("--output yaml: not one of text, json", "bench", "--output", "yaml")]
    public async Task Wrong_input_is_named_and_ends_with_2(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(arguments);

        error.ShouldStartWith($"error: {complaint}");
        error.ShouldNotContain("   at ");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
    }

    [TestCase("list")]
    [TestCase("prune")]
    [TestCase("serve")]
    public async Task Help_on_what_is_about_all_runs_offers_no_run(string command)
    {
        var (exitCode, output, _) = await HarnessProgram.RunAsync(["report", command, "--help"]);

        output.ShouldContain($"./run.sh report {command} ");
        output.ShouldNotContain("<run>");
        exitCode.ShouldBe(0);
    }
}
