using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Reports;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>What the commands that make a run have in common: the request, the signals, the result.</summary>
internal static class RunCommand
{
    /// <summary>The request of a command line.</summary>
    /// <exception cref="HarnessException">The settings contradict each other.</exception>
    public static RunRequest Request(ParseResult parsed, SettingOptions options, RunOutput output)
    {
        var folders = Repository.Folders;
        return new RunRequest
        {
            Folders = folders,
            Settings = options.Read(parsed, folders),
            Command = CommandText.Of(parsed),
            Progress = output.IsQuiet ? new SilentProgress() : new RunScreen(output.Planned),
            Report = folder => ReportWriter.WriteAll(ReportWriter.ReadInput(folder).JudgedBy(output.Gate), folder.FullPath),
        };
    }

    /// <summary>Runs steps until they end or a signal comes, and shows the outcome.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(RunRequest request, IReadOnlyList<IRunStep> steps, RunOutput output)
    {
        using var interruption = new Interruption();
        return Show(await Run.ExecuteAsync(request, steps, interruption.Stop), output);
    }

    /// <summary>Shows how a run ended.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(RunEnd end, RunOutput output)
    {
        if (end.Failure is { } failure)
            Screen.Complain(failure.Message);
        var input = ReportWriter.ReadInput(end.Folder).JudgedBy(output.Gate);
        if (output.Format == ResultFormat.Json)
            ReportDocument.Write(ReportFormat.Json.Exporter(), input);
        else
            SummaryScreen.Show(end.Folder, input);
        // What a run says that was cut short is not the gate's to judge.
        return ExitCode.Of(end.Failure is null ? end.Outcome.With(input.Gate) : end.Outcome);
    }
}
