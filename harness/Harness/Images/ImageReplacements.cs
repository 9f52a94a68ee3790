using System.Collections.ObjectModel;
using System.Text.RegularExpressions;

namespace Harness.Images;

/// <summary>What the user wants in place of third-party images, as given by <c>--image</c>: <c>NAME=REFERENCE</c>.</summary>
public static partial class ImageReplacements
{
    /// <summary>None.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Reads words such as <c>nginx=registry.example/web/nginx</c>.</summary>
    /// <param name="setting">Where they were given, for the message: <c>--image</c> or its variable.</param>
    /// <param name="words">The words.</param>
    /// <returns>Reference by name.</returns>
    /// <exception cref="HarnessException">A word is malformed, or names an unknown image or one twice (exit code 2).</exception>
    public static IReadOnlyDictionary<string, string> Parse(string setting, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return None;
        var replacements = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, { Length: > 0 } reference]
                || reference.Any(char.IsWhiteSpace))
            {
                throw HarnessException.BadInput(
                    $"{setting} {word}: not NAME=REFERENCE, e.g. {ThirdPartyImages.Nginx.Name}={ThirdPartyImages.Nginx.Reference}");
            }

            if (reference.Split('@', 2) is [_, var digest] && !Digest().IsMatch(digest))
                throw HarnessException.BadInput($"{setting} {word}: after the @ comes no digest, sha256: and 64 hexadecimal digits");
            if (ThirdPartyImages.OfPods.All(image => image.Name != name))
                throw HarnessException.BadInput($"{setting} {word}: no image is called \"{name}\"; known: {Known}");
            if (!replacements.TryAdd(name, reference))
                throw HarnessException.BadInput($"{setting} {word}: \"{name}\" is given twice");
        }

        return replacements;
    }

    [GeneratedRegex("^sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();

    /// <summary>The names that may be given.</summary>
    public static string Known => string.Join(", ", ThirdPartyImages.OfPods.Select(image => image.Name));
}
