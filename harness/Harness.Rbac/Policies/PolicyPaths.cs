using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>
/// Paths of services in a policy, as admission is given them: decoded, without query. Each is in the one spelling that reaches the backend
/// as it stands; any other would never be met, or hide what it opens.
/// </summary>
internal static partial class PolicyPaths
{
    /// <summary>A path: no empty segment but a last one, none of one or two dots, nothing that ends a path, or hides.</summary>
    private const string Exact = $"^(/|(/(?![.]{{1,2}}(/|$)){Visible}+)+/?)";

    /// <summary>Everything below a path, whose characters are those that stand in a URL as they are.</summary>
    private const string Below = "^(/[.]*[A-Za-z0-9_~!$&()+,=:@-][A-Za-z0-9._~!$&()+,;=:@-]*)*/[*]";

    private const string Visible = @"[^/*%\\?#\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
        + @"\ufeff\ufff0-\uffff]";

    /// <summary>The paths of an allowance; empty for every path.</summary>
    public static IReadOnlyList<string> Of(FieldReader entry)
    {
        if (!entry.Has("paths"))
            return [];
        var paths = entry.RequiredTexts("paths", "leave it out for every path");
        foreach (var path in paths)
        {
            if (WhyNot(path.Text) is { } why)
                entry.Problem(path.Location, $"{Quoted.Of(path.Text)} {why}");
        }

        return PolicyNames.Distinct(entry, paths);
    }

    private static string? WhyNot(string path)
    {
        if (ExactPath().IsMatch(path) || PathBelow().IsMatch(path))
            return null;
        var (isBelow, own) = path.EndsWith("/*", StringComparison.Ordinal) ? (true, path[..^2]) : (false, path);
        if (!path.StartsWith('/'))
            return "does not begin with a slash; write the path of a URL: /metrics";
        if (!isBelow && own.IndexOf('*', StringComparison.Ordinal) == own.Length - 1)
            return "ends in a * without a slash before it, which would let through whatever begins alike; write each path, or /x/*";
        if (own.Contains('*', StringComparison.Ordinal))
            return "has a * that is not its end: one in the middle could stand for any segments, .. among them; write each path, or /x/*";
        if (own.Contains('%', StringComparison.Ordinal))
            return "has a %, but paths are compared decoded, and one that still has a % then may be decoded again; write it decoded";
        if (own.AsSpan().ContainsAny('?', '#'))
            return "has a query or a fragment, of which admission is told nothing; write the path alone";
        if (own.Contains('\\', StringComparison.Ordinal))
            return "has a backslash, which some servers take for a slash; write slashes";
        return Segments(own, isBelow) ?? (isBelow
            ? "has a character before its /* that a URL would encode, and no such path is let through by it; write each path"
            : "has a blank, a control character or one that cannot be seen; remove it");
    }

    /// <summary>What the API server would clean after admission has seen it.</summary>
    private static string? Segments(string own, bool isBelow)
    {
        var segments = own.Length == 0 ? [] : own[1..].Split('/');
        if (segments.Intersect([".", ".."]).Any())
            return "has a segment . or .., which the API server resolves after admission has seen it; write the path that it leads to";
        return (isBelow ? segments : segments.SkipLast(1)).Contains("")
            ? "has an empty segment (//), which the API server removes; write one slash"
            : null;
    }

    [GeneratedRegex(Exact + @"\z")]
    private static partial Regex ExactPath();

    [GeneratedRegex(Below + @"\z")]
    private static partial Regex PathBelow();
}
