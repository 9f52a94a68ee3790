using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Results;

/// <summary>The link next to the runs that points to the newest: a convenience, so a failure here never fails a run.</summary>
internal static class LatestLink
{
    /// <summary>Points <c>latest</c>, next to <paramref name="runsRoot"/>, to the run.</summary>
    public static void PointTo(string runsRoot, string id)
    {
        var beside = Path.GetDirectoryName(runsRoot);
        if (beside is null)
            return;
        var temporary = Path.Combine(beside, $".latest.{id}.tmp");
        try
        {
            // Relative, so that the whole folder can be moved or mounted elsewhere.
            Directory.CreateSymbolicLink(temporary, Path.Combine(Path.GetFileName(runsRoot), id));
            if (!Rename(temporary, Path.Combine(beside, "latest")))
                File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
        }
    }

    // File.Move will not take a link to a folder, and Directory.Move will not replace one.
    private static bool Rename(string from, string to) => !OperatingSystem.IsWindows() && NativeRename(CString(from), CString(to)) == 0;

    private static byte[] CString(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "rename", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeRename(byte[] from, byte[] to);
}
