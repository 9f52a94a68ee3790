using System.Buffers;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Lines that begin with three dashes. kubectl cuts a file there before it reads any YAML: also in the middle of a text, and where the
/// dashes are followed by white space that YAML takes for text. A file that YAML reads as fewer documents than that is refused, as what
/// kubectl applies would not be what was read.
/// Source: YAMLReader in https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go
/// </summary>
internal static class DocumentSeparators
{
    private const string Dashes = "---";

    private static readonly SearchValues<char> Breaks = SearchValues.Create(['\n', '\r', '\x85', '\u2028', '\u2029']);

    /// <summary>Refuses dashes with white space behind them that YAML takes for text.</summary>
    /// <returns>Whether there is any.</returns>
    public static bool RefuseInvisible(YamlInput input, InputProblems problems)
    {
        var found = false;
        foreach (var at in In(input.Text))
        {
            if (Invisible(input.Text.AsSpan(at + Dashes.Length)) is not { } odd)
                continue;
            problems.Add(Place(input, at), $"has U+{(int)odd:X4} behind the dashes, which cannot be seen: kubectl ends a document here, "
                + "and YAML does not; write --- alone on the line");
            found = true;
        }

        return found;
    }

    /// <summary>Refuses dashes at which YAML begins no document.</summary>
    /// <param name="input">The file.</param>
    /// <param name="begun">Where YAML begins documents.</param>
    /// <param name="problems">Where problems go.</param>
    public static void RefuseOthers(YamlInput input, IReadOnlySet<int> begun, InputProblems problems)
    {
        foreach (var at in In(input.Text).Where(at => !begun.Contains(at)))
        {
            problems.Add(Place(input, at), "begins with --- in the middle of a text: kubectl ends a document here, or refuses the file, "
                + "and YAML does not; indent the line, or write --- alone to begin a document");
        }
    }

    private static IEnumerable<int> In(string text)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + Dashes.Length))
        {
            if (at == 0 || Breaks.Contains(text[at - 1]))
                yield return at;
        }
    }

    private static int Next(string text, int from) => text.IndexOf(Dashes, from, StringComparison.Ordinal);

    /// <summary>The first character of the white space that is neither a blank nor the end of the line.</summary>
    private static char? Invisible(ReadOnlySpan<char> behind)
    {
        foreach (var c in behind)
        {
            if (c == '\n' || !char.IsWhiteSpace(c))
                return null;
            if (c is not (' ' or '\t' or '\r'))
                return c;
        }

        return null;
    }

    private static SourceLocation Place(YamlInput input, int at) =>
        new(input.File, input.FirstLine + input.Text.AsSpan(0, at).Count('\n'));
}
