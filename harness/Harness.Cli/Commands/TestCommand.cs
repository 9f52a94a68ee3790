using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Cli.Tests;

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
        var cluster = new ClusterSettings().AddTo(command);
        var browser = new BrowserOption().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var layout = RepositoryLayout.Find();
            var options = cluster.Read(parsed, layout);
            browser.Apply(parsed);
            var folder = Path.GetFullPath(parsed.GetValue(results) ?? Path.Combine(layout.Root, "TestResults"));
            using var interruption = new Interruption();
            var run = new TestRun(layout, options, folder, interruption.Stop);
            return (int)await run.RunAsync(parsed.GetValue(filter));
        });
        return command;
    }
}
