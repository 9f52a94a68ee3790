namespace Harness;

/// <summary>An enumeration's values as the words of a setting: lower case, and never their numbers.</summary>
public static class EnumWord
{
    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The value of a word, in any case; null when it is none.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : null;
}
