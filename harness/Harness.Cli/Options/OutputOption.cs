using System.CommandLine;

namespace Harness.Cli.Options;

/// <summary>How a command that lists things prints them.</summary>
internal enum OutputFormat
{
    /// <summary>Columns for people.</summary>
    Table,

    /// <summary>JSON with a schemaVersion, for programs.</summary>
    Json,
}

/// <summary>The option that chooses it.</summary>
internal static class OutputOption
{
    /// <summary><c>--output</c>; without it a table.</summary>
    public static Option<OutputFormat?> Create() =>
        CommandOption.Word<OutputFormat>("--output", "format", "table or json (default: table)");
}
