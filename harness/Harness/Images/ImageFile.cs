namespace Harness.Images;

/// <summary>One file or folder of an image. Folders above it are made by the writer.</summary>
internal sealed record ImageFile
{
    /// <summary>Owner reads and writes, all others read.</summary>
    public const UnixFileMode PlainMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>As <see cref="PlainMode"/>, and all may execute: for programs, libraries and folders.</summary>
    public const UnixFileMode ExecutableMode =
        PlainMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private ImageFile(string path, UnixFileMode mode) => (Path, Mode) = (Normalized(path), mode);

    /// <summary>Path in the image from its root, without the first slash: <c>etc/passwd</c>.</summary>
    public string Path { get; }

    /// <summary>Permission bits.</summary>
    public UnixFileMode Mode { get; }

    internal string? SourcePath { get; private init; }

    internal ReadOnlyMemory<byte> Bytes { get; private init; }

    internal bool IsFolder { get; private init; }

    /// <summary>A copy of a file on disk; a symbolic link's target is what is copied.</summary>
    /// <exception cref="ArgumentException"><paramref name="path"/> leads nowhere or out of the image.</exception>
    public static ImageFile Copy(string path, string source, UnixFileMode mode = PlainMode) =>
        new(path, mode) { SourcePath = source };

    /// <summary>A file with the given content.</summary>
    /// <exception cref="ArgumentException"><paramref name="path"/> leads nowhere or out of the image.</exception>
    public static ImageFile Text(string path, string content, UnixFileMode mode = PlainMode) =>
        new(path, mode) { Bytes = System.Text.Encoding.UTF8.GetBytes(content) };

    /// <summary>A folder.</summary>
    /// <exception cref="ArgumentException"><paramref name="path"/> leads nowhere or out of the image.</exception>
    public static ImageFile Folder(string path, UnixFileMode mode = ExecutableMode) => new(path, mode) { IsFolder = true };

    private static string Normalized(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 0 && !segments.Any(segment => segment is "." or "..")
            ? string.Join('/', segments)
            : throw new ArgumentException($"not a path inside an image: '{path}'", nameof(path));
    }
}
