using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Reports;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report</c>: rewrites a run's reports from its results, and shows the summary.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string?>("run")
        {
            Description = "the run's folder or its name (default: the newest)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("report", "rewrite the report of a run, and show its summary") { run };
        command.SetAction(parsed =>
        {
            var folder = RunFolder.Open(Find(Repository.Folders, parsed.GetValue(run)));
            var files = ReportWriter.WriteAll(folder);
            SummaryScreen.Show(folder.Load(), files[0]);
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }

    private static string Find(HarnessFolders folders, string? run)
    {
        if (run is null)
        {
            var latest = Path.Combine(folders.Source, "reports", "latest");
            return Directory.Exists(latest) ? latest : throw HarnessException.BadInput("there is no run yet: ./run.sh makes one");
        }

        var named = Path.Combine(folders.Runs, run);
        if (Directory.Exists(run) || Directory.Exists(named))
            return Directory.Exists(run) ? run : named;
        var names = Directory.Exists(folders.Runs)
            ? Directory.EnumerateDirectories(folders.Runs).Select(Path.GetFileName).OfType<string>()
            : [];
        var near = Nearest.Of(run, names) is { } name ? $"; did you mean {name}?"
            : names.Max(StringComparer.Ordinal) is { } newest ? $"; the newest is {newest}"
            : "";
        throw HarnessException.BadInput($"there is no run \"{run}\"{near}");
    }
}
