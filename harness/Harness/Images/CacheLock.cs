namespace Harness.Images;

/// <summary>Lets one process at a time build something in the cache. The system frees it when its holder dies.</summary>
internal sealed class CacheLock : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting for its holder as long as <paramref name="cancellationToken"/> lets it.</summary>
    /// <param name="path">The lock's file. It stays behind: removing it could let two in.</param>
    /// <param name="onWait">Called once, when another process holds the lock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HarnessException">The file cannot be opened at all.</exception>
    public static async Task<CacheLock> TakeAsync(string path, Action onWait, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } file)
                return new CacheLock(file);
            if (attempt == 0)
                onWait();
            await Task.Delay(Between, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Frees the lock.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            // On Unix FileShare.None is an advisory flock(2), which refuses a second opening, even within one process.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw HarnessException.Undecided($"cannot open the lock {path}: {cause.Message}; make the cache folder writable", cause);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
