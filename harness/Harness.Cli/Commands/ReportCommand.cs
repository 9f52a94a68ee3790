using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Reports;
using Harness.Reports.Gates;
using Harness.Reports.Inputs;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report</c>: makes a run's reports anew from its results, or prints one of them; with the commands on all runs.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string?> RunArgument = new("run")
    {
        Description = "the run's name, its folder, or latest (default: latest)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> RunOption = CommandOption.Text("--run", "ID", "the same as an option");

    private static readonly Option<ReportFormat?> FormatOption = CommandOption.Word<ReportFormat>(
        "--format", "format", $"print one report instead: {string.Join(", ", EnumWord.All<ReportFormat>())}; of --compare: json");

    private static readonly Option<string?> FileOption = CommandOption.Text(
        "--output", "FILE", "with --format or --compare: write it there; - is standard output (default: -)");

    private static readonly Option<bool> OpenOption = new("--open") { Description = "open report.html in the browser" };

    public static Command Create()
    {
        var command = new Command("report", "make a run's reports anew, or print one; list, compare, remove and serve runs")
        {
            RunArgument, RunOption, FormatOption, FileOption, OpenOption,
        };
        ReportCompare.AddTo(command);
        var gate = GateOption.Create();
        command.Options.Add(gate);
        command.Subcommands.Add(ReportList.Create());
        command.Subcommands.Add(ReportPrune.Create());
        command.Subcommands.Add(ReportServe.Create());
        command.SetAction(parsed => ExitCode.Of(Report(parsed, GateOption.Read(parsed.GetValue(gate)))));
        return command;
    }

    private static Outcome Report(ParseResult parsed, Gate? gate)
    {
        Check(parsed, gate);
        var (shelf, format) = (new RunShelf(Repository.Folders.Runs), parsed.GetValue(FormatOption));
        var file = parsed.GetValue(FileOption) ?? ReportDocument.StandardOutput;
        if (ReportCompare.IsAsked(parsed))
        {
            ReportCompare.Print(parsed, shelf, format, file);
            return Outcome.AsExpected;
        }

        var run = Find(parsed, shelf);
        var input = ReportWriter.ReadInput(run).JudgedBy(gate);
        if (format is { } one)
            ReportDocument.Write(one.Exporter(), input, file);
        else
            Rewrite(run, input, parsed.GetValue(OpenOption));
        return Outcome.AsExpected.With(input.Gate);
    }

    /// <summary>Refuses what does not go together.</summary>
    private static void Check(ParseResult parsed, Gate? gate)
    {
        var (isComparing, format) = (ReportCompare.IsAsked(parsed), parsed.GetValue(FormatOption));
        if (parsed.GetValue(FileOption) is not null && format is null && !isComparing)
            throw HarnessException.BadInput("--output is for --format, which says what to write there");
        if (parsed.GetValue(OpenOption) && (format is not null || isComparing))
            throw HarnessException.BadInput("--open is for the whole of report.html: leave --format and --compare out");
        if (ReportCompare.IsWhole(parsed) && !isComparing)
            throw HarnessException.BadInput("--all is for --compare, which shows what changed alone: leave it out");
        if (isComparing && gate is not null)
            throw HarnessException.BadInput("--gate holds one run against all before it, and --compare two: give one of them");
        if (isComparing && (Named(parsed) is not null))
            throw HarnessException.BadInput("--compare names its two runs itself: leave the other one out");
        if (parsed.GetValue(RunArgument) is not null && parsed.GetValue(RunOption) is not null)
            throw HarnessException.BadInput("the run is given twice: leave --run out");
    }

    private static string? Named(ParseResult parsed) => parsed.GetValue(RunArgument) ?? parsed.GetValue(RunOption);

    private static void Rewrite(RunFolder run, ReportInput input, bool isOpened)
    {
        ReportWriter.WriteAll(input, run.FullPath);
        SummaryScreen.Show(run, input);
        if (isOpened)
            Desktop.Open(SummaryScreen.ReportOf(run));
    }

    private static RunFolder Find(ParseResult parsed, RunShelf shelf)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Select(command => command.Name);
        return parsed.GetValue(RunArgument) is { } word && !Directory.Exists(word) && Nearest.Misspelt(word, commands) is { } near
            ? throw HarnessException.BadInput($"there is no run \"{PrintableText.Line(word)}\"; did you mean ./run.sh report {near}?")
            : shelf.Open(Named(parsed));
    }
}
