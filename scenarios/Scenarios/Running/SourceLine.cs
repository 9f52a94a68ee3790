namespace Harness.Scenarios.Running;

/// <summary>Where a scenario is written.</summary>
public static class SourceLine
{
    private const string Folder = "scenarios/Scenarios/";

    /// <summary>Its file from the repository's root, and the line: <c>scenarios/Scenarios/Walkthrough/Grants.cs:31</c>.</summary>
    /// <param name="file">The file as the compiler saw it, wherever the repository was then.</param>
    /// <param name="line">The line, from 1.</param>
    /// <returns>Null where the file was somewhere else.</returns>
    public static string? Of(string file, int line)
    {
        var path = file.Replace('\\', '/');
        var start = path.LastIndexOf(Folder, StringComparison.Ordinal);
        return start < 0 ? null : FormattableString.Invariant($"{path[start..]}:{line}");
    }
}
