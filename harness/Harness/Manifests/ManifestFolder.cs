using Harness.Results;

namespace Harness.Manifests;

/// <summary>Files of a folder that is yet to be written.</summary>
/// <param name="Files">Text by path below the folder, with forward slashes, in order.</param>
public sealed record ManifestFolder(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The objects of all files as one stream of documents, for <c>kubectl apply -f -</c>.</summary>
    public string AsStream() => string.Join("---\n", Files.Where(file => file.Key != KustomizeBase.FileName).Select(file => file.Value));

    /// <summary>Writes the files. Other files that are there already would go on being applied, so they are not left beside them.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="overwrite">Whether files of the same names may be lost that are not the same.</param>
    /// <exception cref="HarnessException">The folder holds others (exit code 2), or cannot be written.</exception>
    public void WriteTo(string folder, bool overwrite = true)
    {
        var others = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Below).Except(Files.Keys).Order(StringComparer.Ordinal).ToList()
            : [];
        if (others.Count > 0)
            throw HarnessException.BadInput($"{folder} holds files that are none of these manifests: {string.Join(", ", others)}; remove them, or choose another folder");
        if (!overwrite && Files.FirstOrDefault(file => Differs(Path.Combine(folder, file.Key), file.Value)).Key is { } differs)
            throw HarnessException.BadInput($"{folder} holds another {differs}; look at it, then give --force to write over it, or choose another folder");
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WholeFile.WriteText(file, writer => writer.Write(text));
        }

        static bool Differs(string file, string text) => File.Exists(file) && File.ReadAllText(file) != text;
        string Below(string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
    }
}
