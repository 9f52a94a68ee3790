using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The manifest files of a folder, in the order of their names; a folder that links lead to again is read once.</summary>
internal static class ManifestFiles
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads a file, or all manifest files below a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="called">What messages and places call it: where it is a copy, by the original.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IEnumerable<YamlInput> Read(string path, string called, InputProblems problems, CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path) ? Below(path, called, problems) : [path];
        if (files.Count == 0 && !problems.Any)
            problems.Add(new SourceLocation(called, 1), "has no manifests; name a folder with *.yaml, *.yml or *.json files");
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (YamlInput.ReadFile(file, YamlLimits.Manifests, problems, called + file[path.Length..]) is { } input)
                yield return input;
        }
    }

    private static List<string> Below(string folder, string called, InputProblems problems)
    {
        var (files, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var left = new Stack<string>([folder]);
        while (left.TryPop(out var path))
        {
            var name = called + path[folder.Length..];
            try
            {
                if (!seen.Add(RealPath(path)))
                    continue;
                if (FileStatus.Of(path, follow: true) is { IsFolder: false, IsRegular: false })
                {
                    problems.Add(new SourceLocation(name, 1), "is no file, but a pipe, a socket or a device; remove it from the folder");
                }
                else if (!Directory.Exists(path))
                {
                    files.Add(path);
                }
                else if (File.Exists(Path.Combine(path, "Chart.yaml")))
                {
                    problems.Add(new SourceLocation(
                        name, 1), $"is a Helm chart; render it first: helm template {name} | ./run.sh validate --manifests -");
                }
                else
                {
                    Directory.EnumerateFileSystemEntries(path).Where(IsWanted).OrderDescending(StringComparer.Ordinal).ToList()
                        .ForEach(left.Push);
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                problems.Add(new SourceLocation(name, 1), $"cannot be read: {unreadable.Message}");
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
