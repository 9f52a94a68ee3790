namespace Harness.Results;

/// <summary>
/// Says that a run goes on: a file in its folder that its process keeps locked. The operating system lets go of it when that process
/// dies, so that a run which ended without saying so does not pass for a running one.
/// </summary>
internal sealed class RunningMark : IDisposable
{
    private readonly FileStream _held;

    private RunningMark(FileStream held) => _held = held;

    /// <summary>Marks a run as running until the mark is disposed of.</summary>
    /// <returns>The mark; null where another process has it, or the folder cannot be written to.</returns>
    public static RunningMark? TryTake(string folder)
    {
        try
        {
            return new RunningMark(new FileStream(FileOf(folder), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a process has marked the run.</summary>
    public static bool IsSet(string folder)
    {
        try
        {
            using var file = new FileStream(FileOf(folder), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // not known to be free
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static string FileOf(string folder) => Path.Combine(folder, ".running");
}
