using System.Diagnostics;

namespace Harness.Files;

/// <summary>
/// Keeps two processes from changing one run's files at once. The operating system releases the lock when its holder dies,
/// so that a crash never leaves a folder locked.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, ".lock");
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception e) when (IsFinal(e) || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw HarnessException.Undecided(
                    $"could not lock {folder} for writing: {e.Message.TrimEnd('.')}; "
                    + "end the process that holds it or make the folder writable, then run again", e);
            }
            catch (IOException)
            {
                // Held by another process, which writes for milliseconds; .NET has no blocking wait for a file lock.
                Thread.Sleep(Pause);
            }
        }
    }

    public void Dispose() => held.Dispose();

    private static bool IsFinal(Exception e) => e is UnauthorizedAccessException or DirectoryNotFoundException;
}
