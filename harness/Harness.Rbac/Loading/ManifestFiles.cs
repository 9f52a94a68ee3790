using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Where manifests are.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Called">What messages and places call it: where it is a copy, by the original.</param>
/// <param name="Within">The folder without links that no link may lead out of; null where links may lead anywhere.</param>
internal sealed record ManifestPlace(string Path, string Called, string? Within = null)
{
    /// <summary>What messages call a path below it.</summary>
    public string NameOf(string path) => Called + path[Path.Length..];
}

/// <summary>The manifest files of a folder, in the order of their names; a folder that links lead to again is read once.</summary>
/// <param name="place">Where they are.</param>
/// <param name="leftOut">What is not read of them.</param>
/// <param name="kustomizations">Where it is remembered which folders are kustomizations.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ManifestFiles(ManifestPlace place, LeftOut leftOut, Kustomizations kustomizations, InputProblems problems)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];
    private readonly Stack<(string Path, PathPattern? LeftOutBy)> _left = new();
    private IReadOnlyList<PathPattern> _patterns = [];

    /// <summary>The files: of a folder those below it, else the file itself.</summary>
    public IReadOnlyList<string> All()
    {
        var isFolder = Directory.Exists(place.Path);
        if (!isFolder && place.Within is null)
            return IsFile(place.Path, "pipe what comes from it into --manifests -") ? [place.Path] : [];
        if (isFolder)
            _patterns = leftOut.PatternsOf(place, problems);
        _left.Push((place.Path, null));
        while (_left.TryPop(out var next))
            Try(next.Path, next.LeftOutBy);
        if (_files.Count == 0 && !problems.Any)
            Refuse(place.Path, "has no manifests; name a folder with *.yaml, *.yml or *.json files");
        return _files;
    }

    private void Try(string path, PathPattern? leftOutBy)
    {
        try
        {
            Look(path, leftOutBy);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Refuse(path, $"cannot be read: {RegularFile.Reason(unreadable)}");
        }
    }

    private void Look(string path, PathPattern? leftOutBy)
    {
        var isFolder = Directory.Exists(path);
        leftOutBy ??= path == place.Path ? null : leftOut.By(_patterns, RelativeTo(path), isFolder);
        if (leftOutBy is not null && !isFolder)
        {
            leftOut.Add(leftOutBy, path, place.NameOf(path));
            return;
        }

        var real = RealPath.Of(path);
        if (leftOutBy is null && place.Within is { } root && !RealPath.IsWithin(real, root))
            Refuse(path, "is a link that leads out of the revision; copy what it leads to into the repository, or exclude it");
        else if (!_seen.Add($"{real}{(leftOutBy is null ? "" : "\0")}"))
            return;
        else if (isFolder)
            LookInto(path, leftOutBy);
        else if (IsFile(path, "remove it from the folder"))
            _files.Add(path);
    }

    /// <summary>Whether it is a file, if it is there at all; else that is a problem.</summary>
    private bool IsFile(string path, string toDo)
    {
        if (FileStatus.Of(path, follow: true) is not { IsRegular: false })
            return true;
        Refuse(path, $"is no file, but a pipe, a socket or a device; {toDo}");
        return false;
    }

    private void LookInto(string folder, PathPattern? leftOutBy)
    {
        if (leftOutBy is null && File.Exists(Path.Combine(folder, "Chart.yaml")))
        {
            var (name, within) = (place.NameOf(folder), RelativeTo(folder));
            var exclude = within == "." ? "" : $"; or leave it out: --exclude {ShellWord.Of($"/{within}/")}";
            Refuse(
                folder,
                $"is a Helm chart; render it first: helm template NAME {ShellWord.Of(name)} -n NS | ./run.sh validate --policy FILE "
                + $"--namespace NS --manifests -{exclude}");
            return;
        }

        kustomizations.Look(folder, place.NameOf(folder));

        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Where(IsWanted).OrderDescending(StringComparer.Ordinal))
            _left.Push((path, leftOutBy));
    }

    private string RelativeTo(string path) => Path.GetRelativePath(place.Path, path).Replace(Path.DirectorySeparatorChar, '/');

    private void Refuse(string path, string why) => problems.Add(new SourceLocation(place.NameOf(path), 1), why);

    private static bool IsWanted(string path) => Directory.Exists(path)
        || Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()) || Kustomization.IsName(path);
}
