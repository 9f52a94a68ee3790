namespace Harness.Scenarios.Running;

/// <summary>Where a scenario is written, the same on every machine.</summary>
internal static class ScenarioSource
{
    /// <summary>File and line, from the root of the repository: <c>scenarios/Scenarios/Rbac/Grants.cs:12</c>.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="file">The file as the compiler names it.</param>
    /// <param name="line">The line.</param>
    /// <returns>The place; null for a file elsewhere, e.g. of a build on another machine.</returns>
    public static string? Of(string root, string file, int line)
    {
        var relative = Path.GetRelativePath(root, file);
        return Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == ".."
            ? null
            : FormattableString.Invariant($"{relative.Replace(Path.DirectorySeparatorChar, '/')}:{line}");
    }
}
