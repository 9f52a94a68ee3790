using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Folders with a kustomization: their files are bases and patches, and may be no manifests until put together.</summary>
/// <param name="files">The files that are known.</param>
internal sealed class Kustomizations(KnownFiles files)
{
    private static readonly string[] OfParts = [" already, and is another there", " has no ", " has the unknown field", "looks like RBAC"];
    private readonly List<string> _folders = [];
    private readonly List<Kustomization> _read = [];
    private readonly Dictionary<string, bool> _isUnlisted = [];
    private HashSet<string>? _listed;

    /// <summary>What is to be said of those that change the access in their files, or put more together than was read.</summary>
    /// <param name="names">What access depends on in their files; null where that is not known.</param>
    public IEnumerable<string> NotDecided(NamesOfAccess? names) =>
        new[] { Changed(names), Several(), Unread(), Dropped(names), Unlisted(names) }.OfType<string>();

    /// <summary>The patches of theirs that were read as files, each with its kustomization.</summary>
    public IEnumerable<string> PatchesRead => _read.SelectMany(
        one => one.Patches.Where(patch => files.HasRead(one.File, patch)).Select(patch => $"{Quoted.Cut(patch)} of {one.File}"));

    /// <summary>
    /// Whether a file is below the folder of a kustomization and put together by none that is applied. To be asked once all are read.
    /// </summary>
    public bool IsUnlisted(string file)
    {
        if (_read.Count == 0)
            return false;
        if (!_isUnlisted.TryGetValue(file, out var isUnlisted))
        {
            _isUnlisted[file] = isUnlisted = files.PathOf(file) is { } path && !(_listed ??= Listed()).Contains(path)
                && Used().Any(one => IsIn(path, files.PathOf(one.File, ".")));
        }

        return isUnlisted;
    }

    /// <summary>Remembers one that was read.</summary>
    public void Add(Kustomization one) => _read.Add(one);

    /// <summary>Remembers a folder, if it is one.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    public void Look(string folder, string called)
    {
        if (Kustomization.FilesIn(folder).Any())
            _folders.Add(called);
    }

    /// <summary>
    /// What to do about problems in files of theirs; null where there are none. The outermost folder around such a file is the nearest to
    /// what is applied.
    /// </summary>
    /// <param name="problems">The problems, a line each, which begins with the file.</param>
    public string? Advice(string problems)
    {
        var folder = problems.Split('\n').Where(IsOfParts)
            .Select(line => _folders.Where(one => line.StartsWith(one + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .MinBy(one => one.Length))
            .FirstOrDefault(one => one is not null);
        return folder is null
            ? null
            : $"{folder} is a kustomization, whose files count as it puts them together: validate what the one that you apply makes, e.g. "
                + Command(folder);
    }

    /// <summary>
    /// Whether it may be a problem because bases and patches are read by themselves: an object twice, or one that is not whole. What no
    /// YAML is stays none when put together.
    /// </summary>
    private static bool IsOfParts(string problem) => Array.Exists(OfParts, words => problem.Contains(words, StringComparison.Ordinal));

    private string? Changed(NamesOfAccess? names)
    {
        var changing = _read.Select(one => (one.File, Changes: one.ChangesOf(names))).Where(one => one.Changes.Count > 0).ToList();
        return changing.Count == 0 ? null
            : "what a kustomization makes of its files is not known, as they were read as they stand: "
                + $"{NamedFew.Of([.. changing.Select(one => $"{one.File} ({string.Join(", ", one.Changes)})")])}; validate what the one "
                + $"that you apply makes, e.g. {Command(FolderOf(changing[0].File))}; or, if you do not apply it, leave out its folder "
                + "with --exclude, patches and all";
    }

    private string? Unread()
    {
        var (named, first) = (new List<string>(), "");
        foreach (var one in _read)
        {
            var missing = one.Entries.Where(entry => !files.Has(one.File, entry)).Select(entry => Quoted.Cut(entry)).ToList();
            if (missing.Count == 0)
                continue;
            named.Add($"{one.File} ({NamedFew.Of(missing)})");
            first = first.Length == 0 ? FolderOf(one.File) : first;
        }

        return named.Count == 0 ? null
            : $"what a kustomization takes from elsewhere was not read: {NamedFew.Of(named)}; validate what the one that you apply makes, "
                + $"e.g. {Command(first)}; or give the folders that are at hand, too, each with another --manifests; or, if you do "
                + "not apply it, leave out its folder with --exclude";
    }

    private string? Dropped(NamesOfAccess? names) => _read.Count == 0 || names is not { Local: { Count: > 0 } local } ? null
        : $"kustomize leaves out what has the annotation config.kubernetes.io/local-config, and kubectl apply does not: "
            + $"{NamedFew.Of(local)}; take the annotation away, or validate what the kustomization that you apply makes, "
            + $"e.g. {Command(FolderOf(_read[0].File))}";

    /// <summary>A role that is not applied gives nothing; but a policy that is not applied refuses nothing.</summary>
    private string? Unlisted(NamesOfAccess? names)
    {
        var beside = (names?.Admission ?? []).Where(one => IsUnlisted(one.Location!.File)).ToList();
        return beside.Count == 0 ? null
            : "no kustomization that was read puts these together with the rest, and what is not applied refuses nothing: "
                + $"{NamedFew.Of([.. beside.Select(one => $"{one}")])}; list their files under resources, or validate what the "
                + $"kustomization that you apply makes, e.g. {Command(FolderOf(_read[0].File))}";
    }

    /// <summary>Those that kustomize would find: by the name of their file, the first in it.</summary>
    private IEnumerable<Kustomization> Used() => _read.Where(one => Kustomization.IsName(one.File)).DistinctBy(one => one.File);

    /// <summary>It refuses a folder with several files.</summary>
    private string? Several()
    {
        var folders = Used().GroupBy(one => FolderOf(one.File)).Where(folder => folder.Count() > 1).ToList();
        return folders.Count == 0 ? null
            : "kustomize refuses a folder with several kustomizations, so that nothing of it is applied: "
                + $"{NamedFew.Of([.. folders.Select(folder => string.Join(" and ", folder.Select(one => one.File)))])}; remove all but one";
    }

    /// <summary>
    /// The paths that those which no other one is above put together, and those which they put together: any other is not applied.
    /// </summary>
    private HashSet<string> Listed()
    {
        var used = Used().Select(one => (Folder: files.PathOf(one.File, "."), One: one)).ToList();
        var inFolder = used.ToLookup(one => one.Folder, one => one.One);
        var (listed, applied) = (new HashSet<string>(), new Stack<Kustomization>(
            used.Where(one => !used.Exists(other => other.Folder != one.Folder && IsIn(one.Folder, other.Folder))).Select(one => one.One)));
        while (applied.TryPop(out var by))
        {
            var resources = by.Resources.Select(entry => files.PathOf(by.File, entry)).ToHashSet();
            foreach (var path in by.Entries.Select(entry => files.PathOf(by.File, entry)).OfType<string>().Where(listed.Add))
            {
                foreach (var one in inFolder[path].Where(one => !(one.IsComponent && resources.Contains(path))))
                    applied.Push(one);
            }
        }

        return listed;
    }

    private static bool IsIn(string? path, string? folder) => path is not null && folder is not null && RealPath.IsWithin(path, folder);

    private static string Command(string folder) =>
        $"kubectl kustomize {ShellWord.Of(folder)} | ./run.sh validate --policy FILE --manifests -";

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";
}
