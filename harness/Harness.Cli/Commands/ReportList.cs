using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Reports.History;
using Harness.Reports.Measured;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report list</c>: all runs, the newest last, where a terminal shows it.</summary>
internal static class ReportList
{
    public static Command Create()
    {
        var output = Options.OutputOption.Create();
        var command = new Command("list", "list all runs: verdict, what the proxy costs, size") { output };
        command.SetAction(parsed =>
        {
            var shelf = new RunShelf(Repository.Folders.Runs);
            var (runs, latest) = (ListedRun.All(shelf), shelf.Latest);
            if (parsed.GetValue(output) is OutputFormat.Json)
                Json.Write(new { SchemaVersion = 1, Runs = runs.Select(run => Entry(run, latest)) });
            else if (runs.Count == 0)
                Screen.Result("there is no run yet: ./run.sh makes one");
            else
                Columns.Lines([.. runs.Select(run => Row(run, latest))]).ToList().ForEach(Screen.Result);
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }

    private static string[] Row(ListedRun run, string? latest) =>
    [
        run.Name == latest ? $"{run.Name} (latest)" : run.Name,
        RunSize.Text(run.Bytes),
        run.Problem is null ? run.Verdict : $"{run.Verdict}: {run.Problem}",
        run.Report is null ? "" : HeadlineCost.Text(run.Report.Figures),
    ];

    private static object Entry(ListedRun run, string? latest) => new
    {
        Run = run.Name,
        IsLatest = run.Name == latest,
        run.IsRunning,
        run.Bytes,
        run.Report?.Started,
        run.Report?.State,
        run.Report?.Verdict,
        run.Report?.Headline,
        Cost = run.Report is null ? null : HeadlineCost.Of(run.Report.Figures),
        run.Problem,
    };
}
