using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Harness;

/// <summary>
/// Whose a file or folder is, which .NET does not say. Elsewhere than on Linux everything counts as this user's: the mode and the kind
/// are still checked.
/// </summary>
/// <param name="Owner">User id.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="IsFolder">Whether it is a folder, and no link to one.</param>
/// <param name="IsRegular">Whether it is a regular file: no link, pipe, socket or device.</param>
internal sealed record FileStatus(uint Owner, UnixFileMode Mode, bool IsFolder, bool IsRegular)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int OfHandle = 0x1000; // AT_EMPTY_PATH
    private const uint BasicFields = 0x7ff; // STATX_BASIC_STATS

    /// <summary>Its number on its file system: a file that took another's name has one of its own. 0 where it is not known.</summary>
    public ulong Number { get; init; }

    /// <summary>Whether it is this user's.</summary>
    public bool IsOurs => !OperatingSystem.IsLinux() || Owner == UserId();

    /// <summary>Whether it is this user's or root's, who may do everything anyway, and nobody else may write to it.</summary>
    public bool IsTrusted => (IsOurs || Owner == 0) && (Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    /// <summary>Looks at a path; a link is looked at itself, unless it is to be followed.</summary>
    /// <returns>Null where nothing is there, or nothing may be seen.</returns>
    public static FileStatus? Of(string path, bool follow = false)
    {
        if (OperatingSystem.IsLinux())
            return Ask(CurrentFolder, path, follow ? 0 : NoFollow);
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
            return null;
        var file = new FileInfo(path);
        var isLink = !follow && file.LinkTarget is not null;
        return new FileStatus(0, file.UnixFileMode, !isLink && Directory.Exists(path), !isLink && File.Exists(path));
    }

    /// <summary>Looks at an open file.</summary>
    public static FileStatus? Of(SafeFileHandle file) =>
        OperatingSystem.IsLinux() ? Ask((int)file.DangerousGetHandle(), "", OfHandle) : null;

    /// <summary>statx(2): the only call of its kind whose answer has one layout on every architecture.</summary>
    private static FileStatus? Ask(int folder, string path, int flags)
    {
        var answer = new byte[256];
        if (StatX(folder, [.. Encoding.UTF8.GetBytes(path), 0], flags, BasicFields, answer) != 0)
            return null;
        var owner = BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(20));
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(28));
        return new FileStatus(owner, (UnixFileMode)(mode & 0xfff), (mode & 0xf000) == 0x4000, (mode & 0xf000) == 0x8000)
        {
            Number = BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(32)),
        };
    }

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UserId();

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, byte[] path, int flags, uint fields, byte[] answer);
}
