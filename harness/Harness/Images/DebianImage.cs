using System.Security.Cryptography;
using Harness.Files;
using Harness.Processes;

namespace Harness.Images;

/// <summary>A third-party image made of Debian packages on this machine: no image registry is asked.</summary>
/// <remarks>
/// Its containers run as an unprivileged user and have no shell. The program is the entry point, so arguments alone will do.
/// </remarks>
internal static class DebianImage
{
    /// <summary>Makes an image's only layer from packages; it writes only to the given path.</summary>
    internal delegate Task LayerMaker(IReadOnlyList<string> packages, string path, CancellationToken cancellationToken);

    /// <summary>Returns the image: from the cache, or built in about 15 s.</summary>
    /// <param name="image">Which.</param>
    /// <param name="folders">Where the build script is.</param>
    /// <param name="cache">Where archives are kept.</param>
    /// <param name="progress">Receives short progress messages.</param>
    /// <param name="cancellationToken">Ends the build and removes what it wrote.</param>
    /// <exception cref="HarnessException">It could not be built here; the message says why, and what to install.</exception>
    public static Task<ImageArchive> BuildAsync(
        ThirdPartyImage image, HarnessFolders folders, CacheFolder cache, IProgress<string> progress,
        CancellationToken cancellationToken) =>
        BuildAsync(image, folders, cache, progress, (packages, path, ct) => MakeLayerAsync(folders, packages, path, ct), cancellationToken);

    /// <summary>As the public one, with the layer's maker given.</summary>
    internal static Task<ImageArchive> BuildAsync(
        ThirdPartyImage image,
        HarnessFolders folders,
        CacheFolder cache,
        IProgress<string> progress,
        LayerMaker makeLayer,
        CancellationToken cancellationToken)
    {
        var platform = Platform.OfThisMachine();
        var hash = Hash(image, folders, platform);
        var archive = new ImageArchive(
            $"{ImageArchive.Registry}/{image.Name}:{hash}", Path.Combine(cache.Folder("images"), $"{image.Name}-{hash}.tar"));
        return CachedArchive.GetAsync(archive, image.Name, progress, PackAsync, cancellationToken);

        async Task PackAsync()
        {
            progress.Report(
                $"building {image.Name}'s image from Debian's packages ({string.Join(", ", image.DebianPackages)}), about 15 s");
            var layer = $"{archive.Path}.{Guid.NewGuid():N}.layer";
            try
            {
                await makeLayer(image.DebianPackages, layer, cancellationToken).ConfigureAwait(false);
                await DockerArchive.PackAsync(archive.Path, archive.Reference, Config(image, platform), layer, cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                File.Delete(layer);
            }
        }
    }

    private static ImageConfig Config(ThirdPartyImage image, Platform platform) => new()
    {
        Architecture = platform.Architecture,
        Entrypoint = [image.Name],
        Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],
        User = $"{ImageConfig.NonRoot}:{ImageConfig.NonRoot}",
    };

    private static async Task MakeLayerAsync(
        HarnessFolders folders, IReadOnlyList<string> packages, string path, CancellationToken cancellationToken)
    {
        string[] command =
            [Path.Combine(folders.DebianImageSource, "build.sh"), "--packages", string.Join(',', packages), "--output", path];
        var outcome = await ProcessRunner.RunAsync("bash", command, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (outcome.ExitCode != 0)
        {
            throw HarnessException.Undecided(
                $"the image of {string.Join(", ", packages)} could not be built ({command[0]} ended with {outcome.ExitCode}):\n"
                + outcome.ErrorTail);
        }
    }

    private static string Hash(ThirdPartyImage image, HarnessFolders folders, Platform platform)
    {
        string[] scripts = [Path.Combine(folders.DebianImageSource, "build.sh"), Path.Combine(folders.NodeImageSource, "mmdebstrap.sh")];
        var recipe = string.Join('\n', [platform.RuntimeIdentifier, .. image.DebianPackages, .. scripts.Select(File.ReadAllText)]);
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(recipe)))[..12];
    }
}
