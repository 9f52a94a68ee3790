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
    public static async Task UnpackAsync(string path, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
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
                    while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken).ConfigureAwait(false) is { } entry)
                        await TakeAsync(entry, path, names, folder, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task TakeAsync(
        TarEntry entry, string path, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !names.Contains(name))
            return;
        if (entry.Length > LargestBytes)
            throw ServerPrograms.Refused(path, $"its {name} is larger than {LargestBytes >> 20} MiB");
        var target = Path.Combine(folder, name);
        if (File.Exists(target))
            throw ServerPrograms.Refused(path, $"it holds {name} twice");
        await entry.ExtractToFileAsync(target, overwrite: false, cancellationToken).ConfigureAwait(false);
    }
}
