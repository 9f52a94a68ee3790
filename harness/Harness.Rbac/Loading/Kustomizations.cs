namespace Harness.Rbac.Loading;

/// <summary>Folders with a kustomization: their files are bases and patches, and may be no manifests until put together.</summary>
internal sealed class Kustomizations
{
    private const int Named = 20;
    private readonly List<string> _folders = [];
    private readonly List<Kustomization> _changing = [];

    /// <summary>What is to be said of those that change the access in their files; null where none does.</summary>
    public string? NotDecided
    {
        get
        {
            if (_changing.Count == 0)
                return null;
            var more = _changing.Count > Named ? $" and {_changing.Count - Named} more" : "";
            var names = _changing.Take(Named).Select(one => $"{one.File} ({string.Join(", ", one.Changes)})");
            return "what a kustomization makes of its files is not known, as they were read as they stand: "
                + $"{string.Join(", ", names)}{more}; validate what the one that you apply makes, e.g. {Command(FolderOf(_changing[0]))}; "
                + "or leave its file out with --exclude";
        }
    }

    /// <summary>Remembers one that was read.</summary>
    public void Add(Kustomization one)
    {
        if (one.Changes.Count > 0)
            _changing.Add(one);
    }

    /// <summary>Remembers a folder, if it is one.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    public void Look(string folder, string called)
    {
        if (Kustomization.IsIn(folder))
            _folders.Add(called);
    }

    /// <summary>
    /// What to do about problems in files of theirs; null where there are none. The outermost folder around such a file is the nearest to
    /// what is applied.
    /// </summary>
    /// <param name="problems">The problems, a line each, which begins with the file.</param>
    public string? Advice(string problems)
    {
        var folder = problems.Split('\n')
            .Select(line => _folders.Where(one => line.StartsWith(one + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .MinBy(one => one.Length))
            .FirstOrDefault(one => one is not null);
        return folder is null
            ? null
            : $"{folder} is a kustomization, whose files count as it puts them together: validate what the one that you apply makes, e.g. "
                + Command(folder);
    }

    private static string Command(string folder) => $"kubectl kustomize {folder} | ./run.sh validate --policy FILE --manifests -";

    private static string FolderOf(Kustomization one) =>
        Path.GetDirectoryName(one.File) is { Length: > 0 } folder ? folder : ".";
}
