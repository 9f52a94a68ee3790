namespace Harness.Files;

/// <summary>Folders that nobody else can put something into, or even enter.</summary>
internal static class PrivateFolder
{
    /// <summary>Without the bits that a folder passes on to those made in it (setgid).</summary>
    private const UnixFileMode Permissions = (UnixFileMode)0x1ff;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that only this user may enter.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="HarnessException">It cannot be made, or somebody else's folder or a link is in its place.</exception>
    public static string Make(string path)
    {
        Create(path, OwnerOnly);
        return OperatingSystem.IsWindows() || IsOurs(path)
            ? path
            : throw HarnessException.Undecided(
                $"{path} is not a folder that belongs to this user and that only this user may enter; "
                + "remove it, or correct its owner and mode (chmod 700), then run again");
    }

    /// <summary>Whether it is this user's folder, which nobody else may enter, and no link.</summary>
    public static bool IsOurs(string path) => FileStatus.Of(path) is { IsFolder: true, IsOurs: true } status
        && (status.Mode & Permissions) == OwnerOnly;

    /// <summary>Makes a folder that others may look into, but not write to.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="HarnessException">It cannot be made, or others may write to it: what is in it may be anybody's.</exception>
    public static string MakeTrusted(string path)
    {
        Create(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        RemoveGroupWrite(path);
        return OperatingSystem.IsWindows() || FileStatus.Of(path, follow: true) is { IsFolder: true, IsTrusted: true }
            ? path
            : throw HarnessException.Undecided(
                $"others may write to {path}, or it is another user's, so what is in it may be anybody's; "
                + "remove it, or correct its owner and mode (chmod go-w), then run again");
    }

    /// <summary>Where each user has a group of their own, programs make folders that this group may write to.</summary>
    private static void RemoveGroupWrite(string path)
    {
        if (!OperatingSystem.IsWindows() && FileStatus.Of(path, follow: true) is { IsOurs: true } status
            && (status.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.GroupWrite)
        {
            File.SetUnixFileMode(path, status.Mode & ~UnixFileMode.GroupWrite);
        }
    }

    private static void Create(string path, UnixFileMode mode)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, mode);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.Undecided(
                $"could not make the folder {path}: {refused.Message.TrimEnd('.')}; "
                + "make the folder above it writable, or name others with XDG_STATE_HOME and XDG_CACHE_HOME", refused);
        }
    }
}
