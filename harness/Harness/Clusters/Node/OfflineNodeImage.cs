using System.Security.Cryptography;
using System.Text;
using Harness.Clusters.Engine;
using Harness.Files;
using Harness.Images;
using Harness.Processes;

namespace Harness.Clusters.Node;

/// <summary>The node image for machines without an image registry: built once from Debian packages, then kept by the engine.</summary>
/// <param name="folders">Where its build script is.</param>
/// <param name="cache">Where compiled programs are kept.</param>
internal sealed class OfflineNodeImage(HarnessFolders folders, CacheFolder cache)
{
    /// <summary>Its name without the tag.</summary>
    public const string Repository = "harness.local/node";

    /// <summary>What the image's root file system is imported with.</summary>
    private static readonly string[] Changes =
    [
        "ENTRYPOINT [\"/usr/local/bin/node\"]",
        "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "VOLUME /var/lib/containerd",
        "VOLUME /var/lib/kubelet",
        "VOLUME /var/lib/etcd",
    ];

    /// <summary>The image's name: its tag is a digest of the files that it is built from.</summary>
    public string Reference { get; } = $"{Repository}:{Digest(folders.NodeImageSource)}";

    /// <summary>Makes sure that the engine has the image.</summary>
    /// <exception cref="HarnessException">It could not be built; the message holds the last lines of the build.</exception>
    public async Task<string> EnsureAsync(ContainerEngine engine, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (await engine.Images.FindAsync(Reference, cancellationToken).ConfigureAwait(false) is not null)
            return Reference;

        var tar = Path.Combine(cache.Folder("node"), $"{Path.GetRandomFileName()}.tar");
        try
        {
            await BuildAsync(tar, progress, cancellationToken).ConfigureAwait(false);
            progress.Report($"importing {Reference} into the engine");
            await engine.Images.ImportAsync(tar, Reference, Changes, cancellationToken).ConfigureAwait(false);
            return Reference;
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private async Task BuildAsync(string tar, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var script = Path.Combine(folders.NodeImageSource, "build.sh");
        var outcome = await ProcessRunner.RunAsync(
            "bash", [script, "--cache", cache.Folder("node"), "--output", tar], progress.Report, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (outcome.ExitCode == 0)
        {
            await RecordAsync(cache.Folder("node"), cancellationToken).ConfigureAwait(false);
            return;
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
