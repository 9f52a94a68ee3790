using Harness.Results;

namespace Harness.Cli.Serving;

/// <summary>
/// The files of runs that may be served. A name from outside is never made a path of: it is looked up among the files that are there, so
/// that it leads nowhere else.
/// </summary>
/// <param name="shelf">The runs.</param>
internal sealed class RunFiles(RunShelf shelf)
{
    private const long Largest = 64 << 20;

    private static readonly EnumerationOptions Plain = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    /// <summary>The run of a name; null where there is none.</summary>
    public RunFolder? Run(string name) => shelf.Names.Contains(name) ? RunFolder.Open(shelf.PathOf(name)) : null;

    /// <summary>A file of a run, by its path in it with slashes; null where there is none, or it is too large to be shown.</summary>
    public byte[]? Read(string run, string path)
    {
        if (!shelf.Names.Contains(run))
            return null;
        var root = shelf.PathOf(run);
        var file = new DirectoryInfo(root).EnumerateFiles("*", Plain)
            .FirstOrDefault(one => Path.GetRelativePath(root, one.FullName).Replace(Path.DirectorySeparatorChar, '/') == path);
        // Of no length is a pipe, too, and to read that would wait for ever.
        return file is null or { Length: > Largest } ? null : file.Length == 0 ? [] : File.ReadAllBytes(file.FullName);
    }
}
