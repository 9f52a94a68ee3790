using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Runs;
using Harness.Testing;

namespace Harness.Cli.Commands;

/// <summary><c>test</c>: every test of the repository; those that need a cluster share one.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            Description = "a claim (C10) or part of a test's name (default: all tests)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var results = CommandOption.Text("--results", "folder", "folder for the TRX and JUnit files (default: TestResults)");
        var command = new Command("test", "run the repository's tests: without a cluster, and the scenarios on one") { filter, results };
        var options = SettingOptions.OfScenarios().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(filter) is ['-', ..] unknown)
                throw HarnessException.BadInput($"unknown option \"{unknown}\" (./run.sh test --help lists all)");
            var request = RunCommand.Request(parsed, options, RunOutput.Usual);
            GuestCommand.Say(request, new GuestPlan(request.Settings, Repository.Scenarios().Names.Count, false), isDry: false);
            var folder = Path.GetFullPath(parsed.GetValue(results) ?? Path.Combine(request.Folders.Source, "TestResults"));
            using var interruption = new Interruption();
            var end = await new RepositoryTests(request, folder).RunAsync(parsed.GetValue(filter), interruption.Stop);
            if (end.Scenarios is { } scenarios)
                RunCommand.Show(scenarios, RunOutput.Usual);
            foreach (var name in end.Failed)
                Screen.Result(PrintableText.Line($"failed: {name}"));
            Screen.Result(end.Counts.ToString());
            return ExitCode.Of(end.Outcome);
        });
        return command;
    }
}
