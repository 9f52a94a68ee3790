using Harness.Results;

namespace Harness.Manifests;

/// <summary>Files of a folder that is yet to be written.</summary>
/// <param name="Files">Text by path below the folder, with forward slashes, in order.</param>
public sealed record ManifestFolder(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Writes the files. Other files that are there already would go on being applied, so they are not left beside them.</summary>
    /// <exception cref="HarnessException">The folder holds others (exit code 2), or cannot be written.</exception>
    public void WriteTo(string folder)
    {
        var others = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Below).Except(Files.Keys).Order(StringComparer.Ordinal).ToList()
            : [];
        if (others.Count > 0)
            throw HarnessException.BadInput($"{folder} holds files that are none of these manifests: {string.Join(", ", others)}; remove them, or choose another folder");
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WholeFile.WriteText(file, writer => writer.Write(text));
        }

        string Below(string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
    }
}
