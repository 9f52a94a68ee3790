using System.Globalization;

namespace Harness.Results;

/// <summary>What a run takes on the disk.</summary>
public static class RunSize
{
    private const double MiB = 1 << 20;

    /// <summary>Bytes of all files in a folder, as far as they can be seen; links are not followed.</summary>
    public static long Of(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", options).Sum(file => file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it is being removed by somebody else
        }
    }

    /// <summary>For people, e.g. <c>1.2 MiB</c>.</summary>
    public static string Text(long bytes) => (bytes / MiB).ToString("#,##0.0", CultureInfo.InvariantCulture) + " MiB";
}
