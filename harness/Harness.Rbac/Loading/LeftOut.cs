using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Which files of a folder are not read, by <c>--exclude</c> and by the folder's <c>.harnessignore</c>. Each is named, since what is left
/// out is not validated. Who writes manifests also writes the folder's list: by that, RBAC is not left out unnoticed.
/// </summary>
/// <param name="excluded">The patterns of <c>--exclude</c>.</param>
/// <param name="known">The files that are known: what is left out on purpose counts as such.</param>
internal sealed class LeftOut(IReadOnlyList<string> excluded, KnownFiles known)
{
    /// <summary>The file that lists patterns, one a line; <c>#</c> begins a comment.</summary>
    public const string File = ".harnessignore";

    private const string CommandLine = "--exclude";
    private readonly List<PathPattern> _given = [.. excluded.Select(text => new PathPattern(text, CommandLine))];
    private readonly HashSet<PathPattern> _used = [];
    private readonly List<(PathPattern By, string Path, string Name, Lazy<bool> IsOfAccess)> _files = [];

    /// <summary>Whether admission's objects count, too.</summary>
    public bool ReadsAdmission { get; init; }

    /// <summary>What is to be said of it, a line for each pattern.</summary>
    public IEnumerable<string> Notes =>
    [
        .. _files.GroupBy(one => one.By).Select(Note),
        .. _given.Where(pattern => !_used.Contains(pattern)).Select(pattern => $"{pattern} leaves nothing out: no file has that name"),
    ];

    /// <summary>What the folders themselves leave out that has to do with access; null where there is nothing.</summary>
    public string? NotDecided
    {
        get
        {
            var hidden = _files.Where(one => one.IsOfAccess.Value && one.By.From != CommandLine).ToList();
            if (hidden.Count == 0)
                return null;
            var by = string.Join(", ", hidden.Select(one => one.By.From).Distinct());
            return $"what is left out by {by} is not known, and has {(ReadsAdmission ? "RBAC or admission" : "RBAC")} in it, or may have: "
                + $"{NamedFew.Of([.. hidden.Select(one => one.Name)])}; take the pattern out of that file, or leave "
                + "the files out yourself with --exclude";
        }
    }

    /// <summary>Patches that were read as if they were objects, as the kustomization that names them is left out; null for none.</summary>
    public string? Patches
    {
        get
        {
            var patches = _files.Where(one => Kustomization.IsName(one.Name))
                .SelectMany(one => LeftOutFile.PatchesReadOf(one.Path, one.Name, known)).ToList();
            return patches.Count == 0 ? null
                : "what a patch makes of its object is not known, and it was read as if it were one, as its kustomization is left out: "
                    + $"{NamedFew.Of(patches)}; leave the patch out, too, if you do not apply it, or validate what "
                    + "kubectl kustomize makes of them";
        }
    }

    /// <summary>Checks the patterns of the command line.</summary>
    /// <exception cref="HarnessException">One cannot be read (exit code 2).</exception>
    public static void Check(IEnumerable<string> patterns)
    {
        foreach (var text in patterns)
        {
            if (PathPattern.Complaint(text) is { } complaint)
                throw HarnessException.BadInput($"--exclude \"{text}\" {complaint}");
        }
    }

    /// <summary>The patterns that hold in a folder: those given, and its own.</summary>
    public IReadOnlyList<PathPattern> PatternsOf(ManifestPlace place, InputProblems problems)
    {
        var path = Path.Combine(place.Path, File);
        if (FileStatus.Of(path, follow: true) is not { } status)
            return _given;
        var name = Path.Combine(place.Called, File);
        var isOurs = status.IsRegular && (place.Within is null || RealPath.IsWithin(RealPath.Of(path), place.Within));
        if (!isOurs)
            problems.Add(new SourceLocation(name, 1), "is no file, or not of the revision; write one, with a pattern a line");
        if (!isOurs || YamlInput.ReadFile(path, YamlLimits.Policy, problems, name) is not { } input)
            return _given;
        return [.. _given, .. Own(input, problems)];
    }

    /// <summary>The pattern that leaves a path out; null when none does.</summary>
    public PathPattern? By(IReadOnlyList<PathPattern> patterns, string path, bool isFolder)
    {
        var found = patterns.Where(pattern => pattern.Matches(path, isFolder)).ToList();
        _used.UnionWith(found);
        return found.FirstOrDefault();
    }

    /// <summary>Remembers a file that is left out.</summary>
    public void Add(PathPattern by, string path, string name)
    {
        known.Add(path, name, isRead: false);
        var isOfAccess = new Lazy<bool>(() => LeftOutFile.IsOfAccess(path, name, known, ReadsAdmission)); // once all files are known
        _files.Add((by, path, name, isOfAccess));
    }

    private static IEnumerable<PathPattern> Own(YamlInput input, InputProblems problems)
    {
        foreach (var (text, i) in input.Text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (line.Trim(), i)))
        {
            if (text.Length == 0 || text.StartsWith('#'))
                continue;
            if (PathPattern.Complaint(text) is { } complaint)
                problems.Add(new SourceLocation(input.File, i + 1), $"{Quoted.Of(text)} {complaint}");
            else
                yield return new PathPattern(text, input.File);
        }
    }

    private static string Note(IGrouping<PathPattern, (PathPattern By, string Path, string Name, Lazy<bool> IsOfAccess)> files)
    {
        var names = files.OrderByDescending(one => one.IsOfAccess.Value).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => one.IsOfAccess.Value ? $"{one.Name} (may give or change access)" : one.Name).ToList();
        return $"left out by {files.Key}: {NamedFew.Of(names)}";
    }
}
