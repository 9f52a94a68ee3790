using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Reports;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>What the commands that make a run have in common: the request, the signals, the summary.</summary>
internal static class RunCommand
{
    /// <summary>The request of a command line.</summary>
    /// <exception cref="HarnessException">The settings contradict each other.</exception>
    public static RunRequest Request(ParseResult parsed, SettingOptions options)
    {
        var folders = Repository.Folders;
        return new RunRequest
        {
            Folders = folders,
            Settings = options.Read(parsed, folders),
            Command = CommandText.Of(parsed),
            Progress = new RunScreen(),
            Report = folder => ReportWriter.WriteAll(folder),
        };
    }

    /// <summary>Runs steps until they end or a signal comes, and shows the outcome.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(RunRequest request, IReadOnlyList<IRunStep> steps)
    {
        using var interruption = new Interruption();
        return Show(await Run.ExecuteAsync(request, steps, interruption.Stop));
    }

    /// <summary>Shows how a run ended.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(RunEnd end)
    {
        if (end.Failure is { } failure)
            Screen.Complain(failure.Message);
        SummaryScreen.Show(end.Folder.Load(), Path.Combine(end.Folder.FullPath, ReportWriter.Exporters[0].FileName));
        return ExitCode.Of(end.Outcome);
    }
}
