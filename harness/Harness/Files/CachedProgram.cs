using System.Security.Cryptography;

namespace Harness.Files;

/// <summary>
/// A program in the cache that is run here, often as root. Its digest is recorded, so that one that was changed or cut off
/// since is noticed; the cache's own folders are checked by <see cref="CacheFolder"/>.
/// </summary>
internal static class CachedProgram
{
    /// <summary>Records a program as it was just built.</summary>
    public static async Task RecordAsync(string file, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(file, cancellationToken).ConfigureAwait(false);
        WholeFile.WriteText(Record(file), text => text.WriteLine(digest));
    }

    /// <summary>Makes sure that a program may be run; one that was cached before digests were recorded is recorded now.</summary>
    /// <exception cref="HarnessException">Others may have written it, or it was changed after it was built.</exception>
    public static async Task EnsureAsync(string file, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
        {
            Ensure(file, FileStatus.Of(Path.GetDirectoryName(file)!, follow: true) is { IsFolder: true, IsTrusted: true });
            Ensure(file, FileStatus.Of(file) is { IsRegular: true, IsTrusted: true });
        }

        if (!File.Exists(Record(file)))
            await RecordAsync(file, cancellationToken).ConfigureAwait(false);
        else if (BoundedFile.ReadText(Record(file)).Trim() != await DigestAsync(file, cancellationToken).ConfigureAwait(false))
            throw Refusal($"{file} is not what was built: its SHA-256 is not the one in {Record(file)}");
    }

    private static void Ensure(string file, bool isTrusted)
    {
        if (!isTrusted)
            throw Refusal($"{file} is not run: others may have written it, by the owner or the mode of it or of its folder");
    }

    private static HarnessException Refusal(string why) =>
        HarnessException.Undecided($"{why}; remove its folder, and the next ./run.sh up --cluster offline rebuilds it");

    /// <summary>Beside the folder, not in it: all that is in a folder of the node's programs goes into its image.</summary>
    private static string Record(string file) => $"{Path.GetDirectoryName(file)}.{Path.GetFileName(file)}.sha256";

    private static async Task<string> DigestAsync(string file, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(file);
        await using (content.ConfigureAwait(false))
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
    }
}
