using System.CommandLine;

namespace Harness.Cli.Texts;

/// <summary>A command line as the user typed it, for the record.</summary>
internal static class CommandText
{
    /// <summary>The command line, beginning with <c>./run.sh</c>.</summary>
    public static string Of(ParseResult parsed) => string.Join(' ', parsed.Tokens.Select(token => token.Value).Prepend("./run.sh"));
}
