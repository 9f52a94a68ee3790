using System.CommandLine;
using System.CommandLine.Parsing;

namespace Harness.Cli.Options;

/// <summary>Options in the shapes that commands share.</summary>
internal static class CommandOption
{
    /// <summary>An option with any text for its value, which help calls <paramref name="value"/>.</summary>
    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    /// <summary>
    /// An option whose value is one of a few words; the error for any other lists the known words and suggests the nearest.
    /// </summary>
    public static Option<T?> Word<T>(string name, string value, string description)
        where T : struct, Enum => new(name) { Description = description, HelpName = value, CustomParser = Parse<T> };

    private static T? Parse<T>(ArgumentResult given)
        where T : struct, Enum
    {
        var (word, known) = (given.Tokens[0].Value, EnumWord.All<T>());
        if (EnumWord.Find<T>(word) is { } found)
            return found;
        var near = Nearest.Of(word, known);
        var option = (given.Parent as OptionResult)?.IdentifierToken?.Value;
        given.AddError($"{option} {word}: not one of {string.Join(", ", known)}{(near is null ? "" : $"; did you mean {near}?")}");
        return null;
    }
}
