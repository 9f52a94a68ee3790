using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Rbac.Loading;

/// <summary>
/// A pattern for files that are left out, as a line of .gitignore: a name at any depth, or a path from the folder where it has a slash;
/// <c>*</c> and <c>?</c> stand for anything but a slash, <c>**</c> for any folders, and a slash at the end for folders alone.
/// Source: https://git-scm.com/docs/gitignore#_pattern_format
/// </summary>
/// <param name="Text">As it is written.</param>
/// <param name="From">Who wrote it, for messages: <c>--exclude</c>, or a place in a file.</param>
internal sealed record PathPattern(string Text, string From)
{
    private readonly Regex _paths = new(Expression(Text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether it leaves a path out.</summary>
    /// <param name="path">The path from the folder, with slashes.</param>
    /// <param name="isFolder">Whether it is a folder's.</param>
    public bool Matches(string path, bool isFolder) => (isFolder || !Text.EndsWith('/')) && _paths.IsMatch(path);

    /// <summary>What is wrong with a pattern; what to do. Null when nothing is.</summary>
    public static string? Complaint(string text) => text.Trim('/').Length == 0 ? "is no pattern; write a name or a path"
        : text.StartsWith('!') ? "begins with !, which would take files in again; name exactly those to leave out"
        : text.AsSpan().ContainsAny('[', ']', '\\') ? "has brackets or a backslash; write *, ? and ** alone"
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{From} {Text}";

    private static string Expression(string text)
    {
        var trimmed = text.Trim('/');
        var isPath = text.StartsWith('/') || trimmed.Contains('/', StringComparison.Ordinal);
        var expression = new StringBuilder(isPath ? "^" : "^(.*/)?");
        for (var i = 0; i < trimmed.Length; i++)
        {
            var rest = trimmed.AsSpan(i);
            var (taken, pattern) = rest switch
            {
                ['*', '*', '/', ..] => (3, "(.*/)?"),
                ['*', '*', ..] => (2, ".*"),
                ['*', ..] => (1, "[^/]*"),
                ['?', ..] => (1, "[^/]"),
                _ => (1, Regex.Escape(rest[..1].ToString())),
            };
            expression.Append(pattern);
            i += taken - 1;
        }

        return expression.Append("\\z").ToString();
    }
}
