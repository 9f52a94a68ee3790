using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Validation;

/// <summary>
/// The paths that a consumer is asked about: those that it is allowed, and what is most easily open beside them. Admission is not told the
/// method, so one verb stands for all.
/// </summary>
internal static class PathCells
{
    /// <summary>A segment that no service has.</summary>
    public const string NoSuchPath = "harness-no-such-path";

    private const string Below = "/*";

    /// <summary>The paths of an allowance with the question that RBAC is asked about each; none where it allows every path.</summary>
    public static IEnumerable<(AccessQuestion Question, string Path)> Of(PolicyAllowance allowance) =>
        from ns in allowance.Paths.Count == 0 ? [] : allowance.Namespaces
        from name in allowance.Names
        from path in allowance.Paths.SelectMany(Around).Append(CallPath.Root).Append($"/{NoSuchPath}").Distinct()
        select (ProxyQuestions.On(ns, allowance.Resource, name, VerbOf(allowance)), path);

    /// <summary>A path that a pattern allows: itself, or one below it that no service has.</summary>
    public static string Inside(string pattern) =>
        pattern.EndsWith(Below, StringComparison.Ordinal) ? pattern[..^1] + NoSuchPath : pattern;

    /// <summary>Allowed: the path, or one below it. Beside it: one that begins alike, and the way back out of a prefix.</summary>
    private static IEnumerable<string> Around(string pattern)
    {
        var isFolder = pattern.EndsWith(Below, StringComparison.Ordinal);
        return [Inside(pattern), isFolder ? $"{pattern[..^1]}../{NoSuchPath}" : $"{pattern.TrimEnd('/')}/{NoSuchPath}"];
    }

    private static string VerbOf(PolicyAllowance allowance) => allowance.Verbs is ["*"] || allowance.Verbs.Contains("get")
        ? "get"
        : allowance.Verbs[0];
}
