using System.CommandLine;
using Harness.Reports.Gates;
using Harness.Reports.Headlines;
using Harness.Reports.Inputs;

namespace Harness.Cli.Options;

/// <summary><c>--gate FILE</c>: what a run has to hold against earlier runs.</summary>
internal static class GateOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => CommandOption.Text(
        "--gate", "FILE",
        "hold the run against earlier ones as this file demands (exit code 1 when something is worse, 3 when that cannot be decided)");

    /// <summary>Reads the file; null where none was given.</summary>
    /// <exception cref="HarnessException">It is not a gate.</exception>
    public static Gate? Read(string? file) => file is null ? null : GateFile.Read(file);

    /// <summary>What a report is made from, with what the gate says.</summary>
    public static ReportInput JudgedBy(this ReportInput input, Gate? gate) =>
        gate is null ? input : input with { Gate = gate.Judge(RunReports.Of(input.Results), input.History) };

    /// <summary>
    /// A run's outcome with the gate's: a failure outweighs what could not be decided, and a run that was stopped says nothing.
    /// </summary>
    public static Outcome With(this Outcome run, GateResult? gate) => (run, gate?.Outcome) switch
    {
        (Outcome.AsExpected, { } judged) => judged,
        (Outcome.Undecided, Outcome.Violation) => Outcome.Violation,
        _ => run,
    };
}
