using System.CommandLine;
using Harness.Reports.Gates;

namespace Harness.Cli.Options;

/// <summary>How a run's result is printed.</summary>
internal enum ResultFormat
{
    /// <summary>A screen for people.</summary>
    Text,

    /// <summary>report.json, for programs.</summary>
    Json,
}

/// <summary>What a command that makes a run says of it.</summary>
internal sealed record RunOutput
{
    /// <summary>Progress, and a screen for people.</summary>
    public static RunOutput Usual { get; } = new();

    /// <summary>Whether progress is left out.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>How the result is printed.</summary>
    public ResultFormat Format { get; init; }

    /// <summary>How long it takes once it has a cluster; null where that is not known.</summary>
    public TimeSpan? Planned { get; init; }

    /// <summary>What the run has to hold against earlier ones; null for nothing.</summary>
    public Gate? Gate { get; init; }
}

/// <summary>The options that choose it.</summary>
internal sealed class ResultOptions
{
    private readonly Option<bool> _quiet = new("--quiet") { Description = "no progress, only the result" };

    private readonly Option<ResultFormat?> _output = CommandOption.Word<ResultFormat>(
        "--output", "format", "text or json: with json, standard output has report.json and nothing else (default: text)");

    private readonly Option<string?> _gate = GateOption.Create();

    /// <summary>Adds the options to a command.</summary>
    public ResultOptions AddTo(Command command)
    {
        command.Options.Add(_gate);
        command.Options.Add(_quiet);
        command.Options.Add(_output);
        return this;
    }

    /// <summary>Reads them: a gate that cannot be read is told before anything is run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isDry">Whether the run is only described: there is no result then.</param>
    /// <exception cref="HarnessException">They do not go together, or the gate is none.</exception>
    public RunOutput Read(ParseResult parsed, bool isDry)
    {
        var output = new RunOutput
        {
            IsQuiet = parsed.GetValue(_quiet),
            Format = parsed.GetValue(_output) ?? ResultFormat.Text,
            Gate = GateOption.Read(parsed.GetValue(_gate)),
        };
        var stray = output.Gate is not null ? _gate.Name : output.Format == ResultFormat.Json ? $"{_output.Name} json" : null;
        return isDry && stray is not null
            ? throw HarnessException.BadInput($"{stray} does not go with --dry-run, which has no result")
            : output;
    }
}
