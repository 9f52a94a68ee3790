using System.Globalization;
using Harness.Files;

namespace Harness.Results;

/// <summary>The folder that holds the runs' folders: whether and how it can be written to.</summary>
internal static class RunsRoot
{
    /// <summary>Makes a folder and those above it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isPrivate">Whether only this user may enter it.</param>
    /// <exception cref="HarnessException">It cannot be made.</exception>
    public static void Make(string folder, bool isPrivate = false)
    {
        try
        {
            if (isPrivate && !OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            else
                Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.Undecided(
                $"could not make the folder {folder} for the run's results: {e.Message.TrimEnd('.')}; "
                + "make room on its disk or make the folder above it writable, then run again", e);
        }
    }

    /// <summary>
    /// Finds out, before anything costly is started, whether results can be written: by writing a file, and by the free space.
    /// </summary>
    /// <param name="runsRoot">The folder of all runs; made if it is not there.</param>
    /// <param name="minimumFreeBytes">Bytes that must be free on its disk for this user.</param>
    /// <exception cref="HarnessException">It cannot be written to, or there is too little room.</exception>
    public static void EnsureWritable(string runsRoot, long minimumFreeBytes)
    {
        Make(runsRoot);
        var probe = Path.Combine(runsRoot, $".probe.{Guid.NewGuid():N}");
        // A full block, not an empty file: a full disk still takes names.
        WholeFile.Write(probe, stream => stream.Write(new byte[4096]));
        File.Delete(probe);

        var free = new DriveInfo(Path.GetFullPath(runsRoot)).AvailableFreeSpace;
        if (free < minimumFreeBytes)
        {
            throw HarnessException.Undecided(
                $"the disk of {runsRoot} has {MiB(free)} free, and the run's results need {MiB(minimumFreeBytes)}; "
                + "make room, e.g. by removing old runs from that folder, then run again");
        }
    }

    private static string MiB(long bytes) => (bytes / 1048576.0).ToString("#,##0.#", CultureInfo.InvariantCulture) + " MiB";
}
