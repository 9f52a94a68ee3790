using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Folders with a kustomization: their files are bases and patches, and may be no manifests until put together.</summary>
/// <param name="files">The files that are known.</param>
internal sealed class Kustomizations(KnownFiles files)
{
    private static readonly string[] OfParts = [" already, and is another there", " has no ", " has the unknown field", "looks like RBAC"];
    private readonly List<string> _folders = [];
    private readonly List<Kustomization> _read = [];
    private readonly List<string> _empty = [];
    private readonly HashSet<string> _given = [];
    private readonly Dictionary<string, string?> _doubts = [];
    private KustomizationReach? _reach;
    private KustomizationRoots? _roots;

    /// <summary>What is to be said of those that change the access in their files, or put more together than was read.</summary>
    /// <param name="names">What access depends on in their files; null where that is not known.</param>
    public IEnumerable<string> NotDecided(NamesOfAccess? names) =>
        new[] { Changed(names), Refused(), Unread(), Dropped(names), Unlisted(names) }.OfType<string>();

    /// <summary>The patches of theirs that were read as files, each with its kustomization.</summary>
    public IEnumerable<string> PatchesRead => _read.SelectMany(
        one => one.Patches.Where(patch => files.HasRead(one.File, patch)).Select(patch => $"{Quoted.Cut(patch)} of {one.File}"));

    /// <summary>
    /// Why what is in a file below the folder of a kustomization may not be applied; null where nothing says so. To be asked once all are
    /// read.
    /// </summary>
    public string? DoubtOf(string file)
    {
        if (_read.Count == 0)
            return null;
        if (!_doubts.TryGetValue(file, out var doubt))
            _doubts[file] = doubt = files.PathOf(file) is { } path ? DoubtOfPath(path) : null;
        return doubt;
    }

    /// <summary>Remembers one that was read.</summary>
    public void Add(Kustomization one) => _read.Add(one);

    /// <summary>Remembers the folder or file that was named by who asks.</summary>
    public void Give(string path)
    {
        if (KnownFiles.Real(path) is { } real)
            _given.Add(real);
    }

    /// <summary>Looks at a file's text before it is read.</summary>
    public void Look(YamlInput input)
    {
        if (Kustomization.IsName(input.File) && KustomizationRefusals.BeginsEmpty(input))
            _empty.Add(input.File);
    }

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
        if (_read.Count == 0 || names is null)
            return null;
        var access = names.Files.Select(files.PathOf).OfType<string>().ToList();
        var beside = names.Admission.Select(one => (One: one, Why: WhyBeside(one.Location!.File, access))).Where(one => one.Why is not null)
            .Select(one => $"{one.One.Kind} {one.One.Name} ({one.One.Location}, {one.Why})").ToList();
        return beside.Count == 0 ? null
            : "these may not be applied together with the rest, and what is not applied refuses nothing: "
                + $"{NamedFew.Of(beside)}; list their files under resources, give each kustomization that you apply with another "
                + $"--manifests, or validate what it makes, e.g. {Command(FolderOf(_read[0].File))}";
    }

    private string? WhyBeside(string file, IReadOnlyCollection<string> access) => DoubtOf(file)
        ?? (files.PathOf(file) is { } path && Roots.Reach(path) && Roots.Without(path, access) is { } other ? LeftOutBy(other) : null);

    private string? DoubtOfPath(string path) =>
        Roots.Reach(path) ? Roots.VariantWithout(path) is { } other ? LeftOutBy(other) : null
        : Reach.All.Any(one => RealPath.IsWithin(path, one.Folder)) ? "in no kustomization's resources"
        : null;

    private static string LeftOutBy(Kustomization other) => $"left out by {other.File}";

    private KustomizationReach Reach => _reach ??= new KustomizationReach(
        [.. from one in Used() let folder = files.PathOf(one.File, ".") where folder is not null select (folder, one)], files);

    private KustomizationRoots Roots => _roots ??= new KustomizationRoots(
        Reach, one => new[] { files.PathOf(one.File), files.PathOf(one.File, ".") }.Any(path => path is not null && _given.Contains(path)));

    /// <summary>Those that kustomize would find: by the name of their file, the first in it.</summary>
    private IEnumerable<Kustomization> Used() => _read.Where(one => Kustomization.IsName(one.File)).DistinctBy(one => one.File);

    private string? Refused()
    {
        List<string> refused =
        [
            .. _empty.Select(one => $"{one} begins with a document that has nothing in it"),
            .. new KustomizationRefusals(Reach, files).All(),
        ];
        return refused.Count == 0 ? null
            : $"kustomize refuses these, so that nothing of them is applied: {NamedFew.Of(refused)}; mend them, or, if you do not apply "
                + "them, leave out their folders with --exclude";
    }

    private static string Command(string folder) =>
        $"kubectl kustomize {ShellWord.Of(folder)} | ./run.sh validate --policy FILE --manifests -";

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";
}
