namespace Harness;

/// <summary>Words of commands in messages, which are there to be copied as they stand.</summary>
internal static class ShellWord
{
    /// <summary>A word as shells take it: in quotes where anything in it would mean something else to them.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '@' or '=' or '+')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
