namespace Harness.Rbac.Generating;

/// <summary>Files of a folder that is yet to be written.</summary>
/// <param name="Files">Text by path below the folder, with forward slashes, in order.</param>
public sealed record ManifestFolder(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The objects of all files as one stream of documents, for <c>kubectl apply -f -</c>.</summary>
    public string AsStream() => string.Join("---\n", Files.Where(file => file.Key != KustomizeBase.FileName).Select(file => file.Value));

    /// <summary>Writes the files. Other files that are there already would go on being applied, so they are not left beside them.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="overwrite">Whether files of the same names may be lost that are not the same.</param>
    /// <exception cref="HarnessException">The folder holds others, or cannot be written (exit code 2).</exception>
    public void WriteTo(string folder, bool overwrite = true)
    {
        try
        {
            EnsureOwn(folder, overwrite);
            foreach (var (path, text) in Files)
            {
                var file = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText($"{file}.new", text); // so that a full disk leaves no half of a manifest
                File.Move($"{file}.new", file, overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"manifests cannot be written to {folder}: {failure.Message}", failure);
        }
    }

    private void EnsureOwn(string folder, bool overwrite)
    {
        var others = Below(folder).Except(Files.Keys).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0)
        {
            throw HarnessException.BadInput(
                $"{folder} contains files that do not belong to these manifests: {string.Join(", ", others)}; remove them, "
                + "or choose another folder");
        }

        if (!overwrite && Files.FirstOrDefault(file => Differs(Path.Combine(folder, file.Key), file.Value)).Key is { } differs)
        {
            throw HarnessException.BadInput(
                $"{folder} holds another {differs}; look at it, then give --force to write over it, or choose another folder");
        }
    }

    private static bool Differs(string file, string text) => File.Exists(file) && File.ReadAllText(file) != text;

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
        : [];
}
