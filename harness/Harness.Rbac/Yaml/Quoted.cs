namespace Harness.Rbac.Yaml;

/// <summary>Text of a file inside a message: on one line, and not longer than a person reads.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    /// <summary>In quotes.</summary>
    public static string Of(string text) => $"\"{Cut(text)}\"";

    /// <summary>Without quotes.</summary>
    public static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}
