
namespace Harness.Results;

/// <summary>Names for attached files, reduced to characters that are safe in file systems and links.</summary>
internal static class AttachmentName
{
    private const int Longest = 100;

    /// <summary>ASCII letters, digits, <c>-</c>, <c>_</c> and inner dots; everything else becomes a dash.</summary>
    public static string Of(string wanted)
    {
        var safe = string.Concat(wanted.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));
        // A leading dot would hide the file, or lead out of the folder.
        var name = safe.TrimStart('.', '-');
        var extension = Path.GetExtension(name);
        if (name.Length > Longest && extension.Length < Longest)
            name = name[..(Longest - extension.Length)] + extension;
        name = name[..Math.Min(name.Length, Longest)].TrimEnd('.');
        return name.Length == 0 ? "attachment" : name;
    }

    /// <summary>The name itself, then with numbers before its extension: <c>page.png</c>, <c>page-2.png</c>, …</summary>
    public static IEnumerable<string> Numbered(string name)
    {
        yield return name;
        for (var number = 2; ; number++)
            yield return FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(name)}-{number}{Path.GetExtension(name)}");
    }
}
