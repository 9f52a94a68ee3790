namespace Harness.Rbac.Auditing;

/// <summary>Logs in a folder that was named in their place: it may hold those of several API servers, and other files.</summary>
internal static class LogsIn
{
    private const int Most = 3;

    /// <summary>The option that names the first few files that seem to be logs; empty where there are none.</summary>
    public static string Example(string folder)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Where(IsLog).Order(StringComparer.Ordinal).Take(Most)];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return "";
        }

        return files.Length == 0 ? "" : $", e.g. --audit {string.Join(' ', files.Select(ShellWord.Of))}";
    }

    private static bool IsLog(string path) => Path.GetFileName(path).Contains(".log", StringComparison.OrdinalIgnoreCase);
}
