using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The manifest files of a folder, in the order of their names; a folder that links lead to again is read once.</summary>
internal static class ManifestFiles
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads a file, or all manifest files below a folder.</summary>
    public static IEnumerable<YamlInput> Read(string path, InputProblems problems, CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path) ? Below(path, problems) : [path];
        if (files.Count == 0 && !problems.Any)
            problems.Add(new SourceLocation(path, 1), "has no manifests; name a folder with *.yaml, *.yml or *.json files");
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (YamlInput.ReadFile(file, YamlLimits.Manifests, problems) is { } input)
                yield return input;
        }
    }

    private static List<string> Below(string folder, InputProblems problems)
    {
        var (files, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var left = new Stack<string>([folder]);
        while (left.TryPop(out var path))
        {
            try
            {
                if (!seen.Add(RealPath(path)))
                    continue;
                if (!Directory.Exists(path))
                    files.Add(path);
                else
                    Directory.EnumerateFileSystemEntries(path).Where(IsWanted).OrderDescending(StringComparer.Ordinal).ToList().ForEach(left.Push);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                problems.Add(new SourceLocation(path, 1), $"cannot be read: {unreadable.Message}");
            }
        }

        return files;
    }

    private static bool IsWanted(string path) => Directory.Exists(path) || Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>The path without links, in any of its parts.</summary>
    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }
}
