namespace Harness.Images;

/// <summary>An image's archive in the cache: built by one process at a time, and removed when unused for long.</summary>
internal static class CachedArchive
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(30);

    /// <summary>Returns the archive, building it if necessary.</summary>
    /// <param name="image">The image; its archive's name begins with <paramref name="name"/> and a dash.</param>
    /// <param name="name">What it is an image of.</param>
    /// <param name="progress">Told when it waits for another build.</param>
    /// <param name="build">Builds it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<ImageArchive> GetAsync(
        ImageArchive image, string name, IProgress<string> progress, Func<Task> build, CancellationToken cancellationToken)
    {
        if (IsThere(image))
            return image;

        var folder = Path.GetDirectoryName(image.Path)!;
        var mine = await CacheLock.TakeAsync(
            Path.Combine(folder, $"{name}.lock"), () => progress.Report($"waiting for another build of {name}"), cancellationToken)
            .ConfigureAwait(false);
        await using (mine.ConfigureAwait(false))
        {
            if (IsThere(image))
                return image;

            await build().ConfigureAwait(false);
            RemoveOld(folder, name);
            return image;
        }
    }

    private static bool IsThere(ImageArchive image)
    {
        if (!File.Exists(image.Path))
            return false;
        try
        {
            // The archive's time says when it was last used, so that only forgotten ones are removed.
            File.SetLastWriteTimeUtc(image.Path, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (UnauthorizedAccessException)
        {
            // A read-only cache, as in some CI jobs, works too.
        }

        return true;
    }

    private static void RemoveOld(string folder, string name)
    {
        var limit = (TimeProvider.System.GetUtcNow() - KeptUnused).UtcDateTime;
        foreach (var file in Directory.EnumerateFiles(folder, $"{name}-*.tar*"))
        {
            if (File.GetLastWriteTimeUtc(file) < limit)
                File.Delete(file);
        }
    }
}
