using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Harness;

/// <summary>
/// Opens files that others name, without ever waiting: a pipe would block the opening until somebody writes to it, and some files of
/// the kernel, which look like any other, would block the reading.
/// </summary>
internal static class RegularFile
{
    private const int NoWait = 0x800 | 0x80000; // O_NONBLOCK, O_CLOEXEC

    private const int WouldWait = 11; // EAGAIN, for which .NET has other words

    private const string OtherKind = "it is no file, but a pipe, a socket or a device; write what comes from it to a file, and name that";

    /// <summary>Opens one for reading; links are followed.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read without waiting.</exception>
    public static FileStream Open(string path)
    {
        if (IsOtherKind(FileStatus.Of(path, follow: true)))
            throw new IOException(OtherKind);
        if (!OperatingSystem.IsLinux())
            return File.OpenRead(path);
        var file = OpenAtOnce(path);
        if (file.IsInvalid || FileStatus.Of(file)?.IsFolder == true)
        {
            file.Dispose();
            return File.OpenRead(path); // which says why
        }

        // It may have been replaced since.
        if (!IsOtherKind(FileStatus.Of(file)))
            return new FileStream(file, FileAccess.Read, bufferSize: 1);
        file.Dispose();
        throw new IOException(OtherKind);
    }

    /// <summary>Why one cannot be opened or read.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it is a folder, or this user may not read it",
        { HResult: WouldWait } => OtherKind,
        _ => failure.Message,
    };

    /// <summary>Reads one whole.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static byte[] ReadAllBytes(string path)
    {
        using var stream = Open(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Reads a text whole.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    /// <summary>Opens whatever is there without waiting; the handle is invalid where that cannot be.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link is followed.</param>
    public static SafeFileHandle OpenAtOnce(string path, bool follow = true) =>
        OpenAsItIs([.. Encoding.UTF8.GetBytes(path), 0], (follow ? 0 : NoFollow) | NoWait);

    /// <summary>O_NOFOLLOW, whose value differs by architecture.</summary>
    private static int NoFollow =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    private static bool IsOtherKind(FileStatus? status) => status is { IsRegular: false, IsFolder: false };

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenAsItIs(byte[] path, int flags);
}
