using System.Text;

namespace Harness.Files;

/// <summary>Replaces files atomically: each is wholly old or wholly new, even if the program dies half-way.</summary>
public static class WholeFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8 without a byte order mark, lines ending in a single line feed.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="write">Writes the whole content; when it throws, the old file stays as it was.</param>
    /// <exception cref="HarnessException">The file could not be written: disk full, folder gone or not writable.</exception>
    public static void WriteText(string path, Action<TextWriter> write) => WriteText(path, null, write);

    /// <summary>The same with a mode of its own from the first byte on; null for the user's default.</summary>
    internal static void WriteText(string path, UnixFileMode? mode, Action<TextWriter> write) => Write(path, mode, stream =>
    {
        using var text = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        write(text);
    });

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="write">Writes the whole content; when it throws, the old file stays as it was.</param>
    /// <exception cref="HarnessException">The file could not be written: disk full, folder gone or not writable.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, null, write);

    private static void Write(string path, UnixFileMode? mode, Action<Stream> write)
    {
        // In the same folder, since a rename is atomic within one file system only; of a name that nobody can know beforehand.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (mode is not null && !OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (var stream = new FileStream(temporary, options))
            {
                write(stream);
                stream.Flush(flushToDisk: true); // or the name may outlive a power failure, but not the content
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.Undecided(
                $"could not write {path}: {e.Message.TrimEnd('.')}; make room on its disk or make the folder writable, then run again", e);
        }
        finally
        {
            Remove(temporary);
        }
    }

    // A leftover is only untidy: it must not hide why the write failed.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
