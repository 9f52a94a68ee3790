namespace Harness.Rbac.Loading;

/// <summary>Folders with a kustomization: their files are bases and patches, and may be no manifests until put together.</summary>
internal sealed class Kustomizations
{
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
    private readonly List<string> _folders = [];

    /// <summary>Remembers a folder, if it is one.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    public void Look(string folder, string called)
    {
        if (Array.Exists(FileNames, name => File.Exists(Path.Combine(folder, name))))
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
                + $"kubectl kustomize {folder} | ./run.sh validate --policy FILE --manifests -";
    }
}
