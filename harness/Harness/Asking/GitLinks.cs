namespace Harness.Asking;

/// <summary>The symbolic links of a git revision, which a checkout apart writes as files with the target in them.</summary>
internal static class GitLinks
{
    private const string LinkMode = "120000 ";

    /// <summary>Their paths from the revision's root, among what <c>git ls-tree -z</c> lists.</summary>
    public static IReadOnlyList<string> Of(string listed) =>
    [
        .. listed.Split('\0').Where(entry => entry.StartsWith(LinkMode, StringComparison.Ordinal))
            .Select(entry => entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..]),
    ];

    /// <summary>Makes links of the files.</summary>
    /// <param name="tree">Where the whole revision is checked out.</param>
    /// <param name="links">Their paths in it.</param>
    /// <exception cref="HarnessException">One cannot be a link on this system (exit code 2).</exception>
    public static void Make(string tree, IEnumerable<string> links)
    {
        foreach (var link in links)
        {
            var path = Path.Combine(tree, link);
            var target = File.ReadAllText(path);
            File.Delete(path);
            try
            {
                File.CreateSymbolicLink(path, target);
            }
            catch (Exception impossible) when (impossible is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw HarnessException.BadInput(
                    $"the link {link} in the revision cannot be followed here: {impossible.Message}", impossible);
            }
        }
    }
}
