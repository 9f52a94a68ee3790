using System.Formats.Tar;
using System.IO.Compression;

namespace Harness.Clusters.Node;

/// <summary>Takes programs out of a tar archive, plain or gzip, wherever in it they are.</summary>
internal static class ServerTarball
{
    /// <summary>The largest program taken: four times what the largest of Kubernetes 1.36 has.</summary>
    private const long LargestBytes = 1L << 29;

    /// <summary>Unpacks the regular files of these names. Nothing else is written, and no path from the archive is used.</summary>
    /// <exception cref="HarnessException">A program is there twice, or too large (exit code 2).</exception>
    /// <exception cref="IOException">The archive is cut off, or is none.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="IOException"/>.</exception>
    public static Task UnpackAsync(string path, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken) =>
        ReadAsync(
            path,
            async entry =>
            {
                if (NameIn(entry, names) is { } name)
                    await TakeAsync(entry, path, name, folder, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Which of these names the archive has regular files of; reads no further than to the last of them.</summary>
    /// <exception cref="IOException">The archive is cut off, or is none.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="IOException"/>.</exception>
    public static async Task<IReadOnlyCollection<string>> FindAsync(
        string path, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await ReadAsync(
            path,
            entry =>
            {
                if (NameIn(entry, names) is { } name)
                    found.Add(name);
                return Task.FromResult(found.Count < names.Count);
            },
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>One entry after the other, as long as the next one is wanted.</summary>
    private static async Task ReadAsync(string path, Func<TarEntry, Task<bool>> wantsNext, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            Stream plain = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            await using (plain.ConfigureAwait(false))
            {
                var reader = new TarReader(plain);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken).ConfigureAwait(false) is { } entry
                        && await wantsNext(entry).ConfigureAwait(false))
                    {
                    }
                }
            }
        }
    }

    /// <summary>Which of these names the entry has, wherever in the archive it is; null for none, or for what is no regular file.</summary>
    private static string? NameIn(TarEntry entry, IReadOnlyList<string> names)
    {
        var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
        return entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && names.Contains(name) ? name : null;
    }

    private static async Task TakeAsync(TarEntry entry, string path, string name, string folder, CancellationToken cancellationToken)
    {
        var origin = ServerPrograms.OriginOf(path);
        if (entry.Length > LargestBytes)
            throw ServerPrograms.Refused(origin, $"its {name} is larger than {LargestBytes >> 20} MiB");
        var target = Path.Combine(folder, name);
        if (File.Exists(target))
            throw ServerPrograms.Refused(origin, $"it holds {name} twice");
        await entry.ExtractToFileAsync(target, overwrite: false, cancellationToken).ConfigureAwait(false);
    }
}
