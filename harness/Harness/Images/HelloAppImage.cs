using Harness.Files;
using Harness.Lifetime;

namespace Harness.Images;

/// <summary>The workload's image, built on this machine from the repository's source: no image registry is asked.</summary>
public static class HelloAppImage
{
    private const string Repository = $"{ImageArchive.Registry}/hello-app";
    private const string Name = "hello-app";

    /// <summary>Compiles hello-app, given the folder for everything the build writes, and says where the program is.</summary>
    internal delegate Task<string> Compiler(string folder, CancellationToken cancellationToken);

    /// <summary>Returns the image of the current source: from the cache, or built in about 40 s.</summary>
    /// <param name="folders">Where the source is.</param>
    /// <param name="cache">Where archives are kept.</param>
    /// <param name="progress">Receives short progress messages.</param>
    /// <param name="cancellationToken">Ends the build and removes what it wrote.</param>
    /// <exception cref="HarnessException">The source could not be built here; the message says what to install.</exception>
    public static Task<ImageArchive> BuildAsync(
        HarnessFolders folders, CacheFolder cache, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var platform = Platform.OfThisMachine();
        return BuildAsync(
            folders,
            cache,
            progress,
            platform,
            (folder, cancel) => NativePublish.RunAsync(folders.HelloAppSource, platform, folder, cancel),
            cancellationToken);
    }

    /// <summary>The image of the source as it is now, by name and place, whether it is built or not.</summary>
    public static ImageArchive Named(HarnessFolders folders, CacheFolder cache) => Named(folders, cache, Platform.OfThisMachine());

    private static ImageArchive Named(HarnessFolders folders, CacheFolder cache, Platform platform)
    {
        var hash = HelloAppSource.Hash(folders, platform)[..12];
        return new ImageArchive($"{Repository}:{hash}", Path.Combine(cache.Folder("images"), $"{Name}-{hash}.tar"));
    }

    /// <summary>As the public one, with the compiler given.</summary>
    internal static Task<ImageArchive> BuildAsync(
        HarnessFolders folders,
        CacheFolder cache,
        IProgress<string> progress,
        Platform platform,
        Compiler compile,
        CancellationToken cancellationToken)
    {
        var image = Named(folders, cache, platform);
        return CachedArchive.GetAsync(image, Name, progress, PackAsync, cancellationToken);

        async Task PackAsync()
        {
            progress.Report("building hello-app (native AOT), about 40 s");
            using var folder = ScratchFolder.Create("hello-app");
            var program = await compile(folder.FullPath, cancellationToken).ConfigureAwait(false);
            progress.Report("packing hello-app's image");
            var files = await HelloAppFiles.GatherAsync(program, progress, cancellationToken).ConfigureAwait(false);
            await DockerArchive.WriteAsync(image.Path, image.Reference, HelloAppFiles.Config(platform, files), files, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
