using System.CommandLine.Parsing;

namespace Harness.Cli;

/// <summary>Options whose value is one of a few words.</summary>
internal static class EnumArgument
{
    /// <summary>Reads the word; the complaint about another one lists the known, and the nearest.</summary>
    public static T? Parse<T>(ArgumentResult given)
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
