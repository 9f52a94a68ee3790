using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Cli.Terminal;
using Harness.Reports;
using Harness.Reports.Validation;

namespace Harness.Cli.Commands;

/// <summary>
/// The document of a <c>validate</c> whose command line is wrong, where it still says which format is wanted: as with other bad input, an
/// empty file would pass for a good one where it is uploaded.
/// </summary>
internal static class RefusedValidation
{
    /// <summary>Writes it, where the command and its format are clear.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="wrong">What is wrong with it.</param>
    public static void Write(ParseResult parsed, string wrong)
    {
        if (FormatOf(parsed.CommandResult) is not { } format)
            return;
        using var text = new StringWriter();
        ValidationExporters.Of(format, Directory.GetCurrentDirectory(), isVerbose: false)
            .Write(new ValidationFailure(Outcome.BadInput, SecretMask.Of(wrong)), text);
        if (text.GetStringBuilder().Length > 0)
            Screen.Document(text.ToString().TrimEnd('\n'));
    }

    private static ValidationFormat? FormatOf(CommandResult given) =>
        given.Command.Name == ValidateCommand.Name
        && given.Children.OfType<OptionResult>().FirstOrDefault(option => option.Option.Name == ValidateCommand.Output)
            is { Tokens: [{ Value: var word }] }
        && word.All(char.IsAsciiLetter) && Enum.TryParse<ValidationFormat>(word, ignoreCase: true, out var format)
            ? format
            : null;
}
