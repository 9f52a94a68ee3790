using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Harness.Images;

/// <summary>
/// Writes images of one layer in the format of <c>docker save</c>, without a container engine. <c>docker load</c> and
/// containerd's <c>ctr images import</c> both take it. The same input gives the same bytes.
/// </summary>
/// <remarks>https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format</remarks>
public static class DockerArchive
{
    /// <summary>Writes an archive; it appears under its name only when complete.</summary>
    /// <param name="path">Where to; its folder must be there.</param>
    /// <param name="reference">The image's full name with a tag.</param>
    /// <param name="config">How a container of it is run.</param>
    /// <param name="files">What is in it, in any order.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    /// <exception cref="ArgumentException">Two files have one path.</exception>
    /// <exception cref="IOException">A source could not be read, or the archive not written.</exception>
    public static async Task<ImageArchive> WriteAsync(
        string path, string reference, ImageConfig config, IEnumerable<ImageFile> files, CancellationToken cancellationToken = default)
    {
        var layer = $"{path}.{Guid.NewGuid():N}.tmp.layer";
        try
        {
            await ImageLayer.WriteAsync(layer, files, cancellationToken).ConfigureAwait(false);
            return await PackAsync(path, reference, config, layer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(layer);
        }
    }

    /// <summary>The same around an existing layer.</summary>
    /// <param name="path">Where to; its folder must be there.</param>
    /// <param name="reference">The image's full name with a tag.</param>
    /// <param name="config">How a container of it is run.</param>
    /// <param name="layer">The layer's tar, not compressed; it stays as it is.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    internal static async Task<ImageArchive> PackAsync(
        string path, string reference, ImageConfig config, string layer, CancellationToken cancellationToken)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var layerDigest = await DigestAsync(layer, cancellationToken).ConfigureAwait(false);
            await WriteArchiveAsync(unfinished, reference, config.ToJson($"sha256:{layerDigest}"), layer, layerDigest, cancellationToken)
                .ConfigureAwait(false);
            File.Move(unfinished, path, overwrite: true);
            return new ImageArchive(reference, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
    }

    private static async Task WriteArchiveAsync(
        string path, string reference, string config, string layer, string layerDigest, CancellationToken cancellationToken)
    {
        var configBytes = Encoding.UTF8.GetBytes(config);
        var configName = Convert.ToHexStringLower(SHA256.HashData(configBytes)) + ".json";
        var layerName = layerDigest + "/layer.tar";
        var manifest = new JsonArray(new JsonObject
        {
            ["Config"] = configName,
            ["RepoTags"] = new JsonArray(reference),
            ["Layers"] = new JsonArray(layerName),
        });

        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        await AddAsync(configName, new MemoryStream(configBytes)).ConfigureAwait(false);
        using (var content = File.OpenRead(layer))
            await AddAsync(layerName, content).ConfigureAwait(false);
        await AddAsync("manifest.json", new MemoryStream(Encoding.UTF8.GetBytes(manifest.ToJsonString()))).ConfigureAwait(false);

        Task AddAsync(string name, Stream content) => tar.WriteEntryAsync(
            new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = ImageFile.PlainMode,
                ModificationTime = DateTimeOffset.UnixEpoch,
            },
            cancellationToken);
    }
}
