using System.Formats.Tar;

namespace Harness.Images;

/// <summary>Writes the tar of an image's file system.</summary>
internal static class ImageLayer
{
    /// <summary>Writes the layer: sorted, owned by root, without times.</summary>
    public static async Task WriteAsync(string path, IEnumerable<ImageFile> files, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        // Ustar: the pax format puts the writing process's id into the archive, which would differ each time.
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        foreach (var entry in WithParents(files))
            await AddAsync(tar, entry, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddAsync(TarWriter tar, ImageFile file, CancellationToken cancellationToken)
    {
        var type = file.IsFolder ? TarEntryType.Directory : TarEntryType.RegularFile;
        using var content = file.IsFolder ? null : Open(file);
        var entry = new UstarTarEntry(type, file.IsFolder ? file.Path + "/" : file.Path)
        {
            Mode = file.Mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };
        if (content is not null)
            entry.DataStream = content;
        await tar.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    private static Stream Open(ImageFile file) =>
        file.SourcePath is { } source ? File.OpenRead(source) : new MemoryStream(file.Bytes.ToArray(), writable: false);

    /// <summary>The files with all folders above them, sorted so that a folder comes before what is in it.</summary>
    private static SortedDictionary<string, ImageFile>.ValueCollection WithParents(IEnumerable<ImageFile> files)
    {
        var all = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!all.TryAdd(file.Path, file))
                throw new ArgumentException($"two files of the image have the path {file.Path}", nameof(files));
        }

        foreach (var path in all.Keys.ToArray())
        {
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
                all.TryAdd(path[..slash], ImageFile.Folder(path[..slash]));
        }

        return all.Values;
    }
}
