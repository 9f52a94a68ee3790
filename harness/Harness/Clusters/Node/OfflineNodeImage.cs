using System.Security.Cryptography;
using System.Text;
using Harness.Clusters.Engine;
using Harness.Files;
using Harness.Images;
using Harness.Lifetime;
using Harness.Processes;

namespace Harness.Clusters.Node;

/// <summary>
/// The node image for machines without an image registry: built once from Debian packages and Kubernetes' server programs, then kept by
/// the engine.
/// </summary>
internal sealed class OfflineNodeImage
{
    /// <summary>Its name without the tag.</summary>
    public const string Repository = "harness.local/node";

    /// <summary>Prefix of the image's labels: each names a part, and has its version.</summary>
    public const string PartLabel = "harness.part.";

    /// <summary>What the image's root file system is imported with.</summary>
    private static readonly string[] Changes =
    [
        "ENTRYPOINT [\"/usr/local/bin/node\"]",
        "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "VOLUME /var/lib/containerd",
        "VOLUME /var/lib/kubelet",
        "VOLUME /var/lib/etcd",
    ];

    private readonly HarnessFolders _folders;
    private readonly CacheFolder _cache;
    private readonly ServerPrograms? _programs;
    private readonly DebianRelease? _release;

    private OfflineNodeImage(HarnessFolders folders, CacheFolder cache, ServerPrograms? programs, DebianRelease? release)
    {
        (_folders, _cache, _programs, _release) = (folders, cache, programs, release);
        Reference = ReferenceOf(folders.NodeImageSource, OwnTag(programs, release));
    }

    /// <summary>The image's name: its tag is a digest of the files that it is built from, and of programs that were brought.</summary>
    public string Reference { get; }

    /// <summary>The image of the programs that the options name, or of those compiled here.</summary>
    /// <param name="folders">Where its build script is.</param>
    /// <param name="cache">Where compiled programs are kept.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Ends reading the programs.</param>
    /// <exception cref="HarnessException">The programs are not there, or not complete (exit code 2).</exception>
    public static async Task<OfflineNodeImage> OfAsync(
        HarnessFolders folders, CacheFolder cache, ClusterOptions options, CancellationToken cancellationToken) =>
        new(folders, cache, await ProgramsAsync(options, cancellationToken).ConfigureAwait(false), options.Debian);

    /// <summary>The end of the tag of an image of programs that were brought; empty where none were.</summary>
    public static async Task<string> OwnTagAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        OwnTag(await ProgramsAsync(options, cancellationToken).ConfigureAwait(false), options.Debian);

    /// <summary>Makes sure that the engine has the image.</summary>
    /// <exception cref="HarnessException">It could not be built; the message holds the last lines of the build.</exception>
    public async Task<string> EnsureAsync(ContainerEngine engine, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (await engine.Images.FindAsync(Reference, cancellationToken).ConfigureAwait(false) is not null)
            return Reference;

        var held = await CacheLock.TakeAsync(
            Path.Combine(_cache.Folder("node"), "image.lock"),
            () => progress.Report("another process is building a node image: waiting for it"),
            cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            if (await engine.Images.FindAsync(Reference, cancellationToken).ConfigureAwait(false) is null)
                await MakeAsync(engine, progress, cancellationToken).ConfigureAwait(false);
            return Reference;
        }
    }

    /// <summary>In a temporary folder: what a killed process leaves of it, the next one removes.</summary>
    private async Task MakeAsync(ContainerEngine engine, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var scratch = ScratchFolder.Create("node-image");
        var tar = scratch.PathOf("node.tar");
        var parts = _programs is null
            ? await BuildAsync(tar, [], progress, cancellationToken).ConfigureAwait(false)
            : await BuildOfAsync(_programs, tar, progress, cancellationToken).ConfigureAwait(false);
        progress.Report($"importing {Reference} into the engine");
        await engine.Images.ImportAsync(tar, Reference, [.. Changes, .. parts.Select(Label)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An image's name, from the folder with its sources and the end of its tag.</summary>
    internal static string ReferenceOf(string source, string ownTag) => $"{Repository}:{Digest(source)}{ownTag}";

    private static async Task<ServerPrograms?> ProgramsAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        options.Kubernetes is { } path ? await ServerPrograms.OpenAsync(path, cancellationToken).ConfigureAwait(false) : null;

    private static string OwnTag(ServerPrograms? programs, DebianRelease? release) =>
        (programs is null ? "" : $"-{programs.Digest}") + (release is { } named ? $"-{EnumWord.Of(named)}" : "");

    /// <summary>From the build's "containerd 2.1.9".</summary>
    private static string Label(string part) => $"LABEL {PartLabel}{part.Replace(' ', '=')}";

    private async Task<IReadOnlyList<string>> BuildOfAsync(
        ServerPrograms programs, string tar, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var scratch = ScratchFolder.Create("kubernetes");
        var folder = Directory.CreateDirectory(scratch.PathOf("programs")).FullName;
        progress.Report($"reading Kubernetes' server programs from {programs.Path}");
        await programs.CopyToAsync(folder, ServerPrograms.Taken, cancellationToken).ConfigureAwait(false);
        var version = await ServerVersion.OfAsync(folder, programs.Origin, cancellationToken).ConfigureAwait(false);
        string[] release = _release is { } named ? ["--debian", EnumWord.Of(named)] : [];
        return await BuildAsync(
            tar, ["--programs", folder, "--kubernetes", version, .. release], progress, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>What it is made of, a part and its version each.</returns>
    private async Task<IReadOnlyList<string>> BuildAsync(
        string tar, IReadOnlyList<string> arguments, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var script = Path.Combine(_folders.NodeImageSource, "build.sh");
        var outcome = await ProcessRunner.RunAsync(
            "bash", [script, "--cache", _cache.Folder("node"), .. arguments, "--output", tar], progress.Report,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (outcome.ExitCode == 0)
        {
            await RecordAsync(_cache.Folder("node"), cancellationToken).ConfigureAwait(false);
            return outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        throw HarnessException.Undecided($"""
            the offline node image could not be built ({script} ended with {outcome.ExitCode}):
            {outcome.ErrorTail}
            Other ways to a cluster:
              load a k3s image into the engine with docker load: {ThirdPartyImages.K3s}, or another named with --k3s-image
              use a cluster you have: --kubeconfig FILE
            """);
    }

    /// <summary>Of the programs that the build compiled, a control plane without nodes runs some on this machine.</summary>
    private static async Task RecordAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var program in Directory.EnumerateFiles(folder, "kube-apiserver", SearchOption.AllDirectories))
            await CachedProgram.RecordAsync(program, cancellationToken).ConfigureAwait(false);
    }

    private static string Digest(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".md")
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
