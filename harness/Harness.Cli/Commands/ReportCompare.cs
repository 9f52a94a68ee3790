using System.CommandLine;
using System.Text.Json;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Files;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report --compare A B</c>: what changed from one run to another.</summary>
internal static class ReportCompare
{
    private static readonly Option<string[]> RunsOption = new("--compare")
    {
        Description = "compare two runs: which figures of the later one are worse, better or otherwise changed",
        HelpName = "A> <B",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> AllOption = new("--all")
    {
        Description = "with --compare: show also the figures that are the same or inconclusive",
    };

    /// <summary>Adds its options.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(RunsOption);
        command.Options.Add(AllOption);
    }

    /// <summary>Whether two runs are compared.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetResult(RunsOption) is { Implicit: false };

    /// <summary>Whether every figure is shown.</summary>
    public static bool IsWhole(ParseResult parsed) => parsed.GetValue(AllOption);

    /// <summary>Compares them.</summary>
    /// <exception cref="HarnessException">There is no such run, or it cannot be read.</exception>
    public static void Print(ParseResult parsed, RunShelf shelf, ReportFormat? format, string file)
    {
        var runs = parsed.GetValue(RunsOption)!;
        var text = TextOf(RunPair.Compare(shelf, runs[0], runs[1]), format, IsWhole(parsed));
        if (file == ReportDocument.StandardOutput)
            Screen.Document(text);
        else
            WholeFile.WriteText(file, writer => writer.WriteLine(text));
    }

    private static string TextOf(RunComparison comparison, ReportFormat? format, bool isWhole) => format switch
    {
        null => PrintableText.Of(string.Join('\n', ComparisonLines.Of(comparison, isWhole))),
        ReportFormat.Json => PrintableText.Json(JsonSerializer.Serialize(Document.Of(comparison), ResultsJson.Options)),
        _ => throw HarnessException.BadInput($"--compare prints a table or --format json, not {EnumWord.Of(format.Value)}"),
    };

    /// <summary>The comparison for programs.</summary>
    private sealed record Document(
        int SchemaVersion, string Before, string After, IReadOnlyList<FigureComparison> Figures, IReadOnlyList<string> Notes)
    {
        public static Document Of(RunComparison comparison) =>
            new(1, comparison.Before.Run, comparison.After.Run, comparison.Figures, comparison.Notes);
    }
}
