namespace Harness.Tests.Images;

/// <summary>A temporary folder for one test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("harness-tests-").FullName;

    public string this[string path] => Path.Combine(Root, path);

    public string Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], content);
        return this[path];
    }

    /// <summary>Paths of all files, relative and sorted.</summary>
    public IEnumerable<string> Files(string below = "") => Directory
        .EnumerateFiles(this[below], "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
