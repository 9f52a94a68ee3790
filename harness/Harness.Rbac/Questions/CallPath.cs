using System.Buffers;

#if HELLO_APP // compiled into the workload's image too, whose tests see both
namespace HelloApp.Admission;
#else
namespace Harness.Rbac.Questions;
#endif

/// <summary>
/// Paths of calls as admission is given them: decoded once, and before the API server cleans them. What it saw is what the backend gets
/// only if there is nothing to clean, and nothing that a backend may read in another way.
/// </summary>
public static class CallPath
{
    /// <summary>The path of a call that has none.</summary>
    public const string Root = "/";

    /// <summary>How a pattern ends that stands for everything below it.</summary>
    internal const string Below = "/*";

    // RFC 3986, section 3.3: what a path has without encoding it (pchar), a dot and a semicolon apart; no quote, for it ends CEL's texts.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~!$&()*+,=:@-";
    private static readonly SearchValues<char> Plain = SearchValues.Create(Letters);
    private static readonly SearchValues<char> Unencoded = SearchValues.Create($"{Letters}.;");

    /// <summary>Whether a pattern of a policy means a path: it is the very path, or begins it where it ends in <c>/*</c>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="pattern">The pattern, e.g. <c>/metrics</c> or <c>/static/*</c>.</param>
    public static bool IsMeant(string path, string pattern) =>
        path == pattern
        || (pattern.EndsWith(Below, StringComparison.Ordinal) && IsPlain(path)
            && path.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));

    /// <summary>
    /// Whether a path reaches the backend as it stands, and means the same to every backend: it has no empty segment, none of dots alone,
    /// none with a parameter in the name's place (<c>..;x</c>), and no character that a URL would encode (<c>%</c>, <c>\</c>, blanks,
    /// quotes, control characters, and all beyond ASCII).
    /// </summary>
    /// <param name="path">The path, decoded.</param>
    public static bool IsPlain(string path)
    {
        if (!path.StartsWith('/'))
            return path.Length == 0;
        var segments = path[1..].Split('/');
        return segments[..^1].All(IsPlainSegment) && (segments[^1].Length == 0 || IsPlainSegment(segments[^1]));
    }

    /// <summary>Dots first, then a character that makes a name of it.</summary>
    private static bool IsPlainSegment(string segment)
    {
        var name = segment.AsSpan().TrimStart('.');
        return name.Length > 0 && Plain.Contains(name[0]) && !name.ContainsAnyExcept(Unencoded);
    }
}
