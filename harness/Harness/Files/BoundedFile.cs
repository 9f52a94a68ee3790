using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Harness.Files;

/// <summary>
/// Small text files in places where others may have put something else: a pipe that nobody writes to, a device, a link, or more
/// than fits into memory.
/// </summary>
internal static class BoundedFile
{
    private const int LargestBytes = 1 << 20;
    private const int NoSuchFile = 2;
    private const int NotPermitted = 13;
    private const int NoFolder = 20;

    /// <summary>Reads one whole.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">It is no regular file, or larger than a mebibyte.</exception>
    public static string ReadText(string path)
    {
        using var file = Open(path);
        var content = new byte[LargestBytes + 1];
        var (length, read) = (0, 0);
        while (length < content.Length && (read = RandomAccess.Read(file, content.AsSpan(length), length)) > 0)
            length += read;
        return length <= LargestBytes
            ? Encoding.UTF8.GetString(content, 0, length)
            : throw new IOException($"{path} is larger than 1 MiB");
    }

    private static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path);
        var file = RegularFile.OpenAtOnce(path, follow: false);
        if (file.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                NoSuchFile or NoFolder => new FileNotFoundException($"{path} is not there"),
                NotPermitted => new UnauthorizedAccessException($"{path} may not be read"),
                _ => new IOException($"{path} is no regular file that can be opened"),
            };
        }

        if (FileStatus.Of(file)?.IsRegular == true)
            return file;
        file.Dispose();
        throw new IOException($"{path} is no regular file");
    }
}
