namespace Harness.Rbac.Loading;

/// <summary>
/// A path without links, as the system resolves it: each link where it stands, so that <c>link/..</c> is the folder above the link's
/// target. .NET's own resolution takes it for the folder above the link.
/// </summary>
internal static class RealPath
{
    /// <summary>Linux gives up after as many.</summary>
    private const int MostLinks = 40;

    /// <summary>Resolves it; the parts that are not there stay as they are.</summary>
    /// <exception cref="IOException">Links lead in circles.</exception>
    public static string Of(string path)
    {
        var full = Path.Combine(Directory.GetCurrentDirectory(), path);
        var (real, links) = (Path.GetPathRoot(full)!, 0);
        var left = new Stack<string>();
        Push(left, full[real.Length..]);
        while (left.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException($"more than {MostLinks} links lead to each other");
            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            Push(left, Path.IsPathRooted(target) ? target[real.Length..] : target);
        }

        return real;
    }

    /// <summary>Whether a path without links is a folder or is in it.</summary>
    public static bool IsWithin(string real, string folder) => real == folder
        || real.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static void Push(Stack<string> left, string path)
    {
        foreach (var part in path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
                left.Push(part);
        }
    }
}
