using System.Formats.Tar;
using Harness.Files;
using Harness.Images;
using Harness.Processes;

namespace Harness.Clusters.ControlPlane;

/// <summary>The programs of a control plane without nodes.</summary>
/// <param name="KubeApiServer">Path of kube-apiserver.</param>
/// <param name="Etcd">Path of etcd.</param>
internal sealed record ControlPlaneBinaries(string KubeApiServer, string Etcd)
{
    /// <summary>
    /// Folder with kube-apiserver and etcd, of whatever Kubernetes version is to be asked: the convention of controller-runtime's envtest.
    /// Source: https://book.kubebuilder.io/reference/envtest
    /// </summary>
    public const string Assets = "KUBEBUILDER_ASSETS";

    private const string ApiServerName = "kube-apiserver";
    private const string EtcdName = "etcd";

    /// <summary>Finds them: in <see cref="Assets"/>, else those that the offline node is made of, else on the PATH.</summary>
    /// <param name="cache">Where what the offline node is made of is kept.</param>
    /// <param name="cancellationToken">Ends the unpacking of etcd.</param>
    /// <exception cref="HarnessException">They are nowhere (exit code 3).</exception>
    public static async Task<ControlPlaneBinaries> FindAsync(CacheFolder cache, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Assets) is { Length: > 0 } folder)
        {
            return In(folder) ?? throw HarnessException.Undecided(
                $"{Assets}={folder} holds no {ApiServerName} and {EtcdName}; fill it (setup-envtest use -p path), or unset it");
        }

        if (await OfTheOfflineNodeAsync(cache, cancellationToken).ConfigureAwait(false) is { } ours)
            return ours;
        return (ProgramPath.Find(ApiServerName), ProgramPath.Find(EtcdName)) is ({ } server, { } etcd)
            ? new ControlPlaneBinaries(server, etcd)
            : throw HarnessException.Undecided(
                $"a control plane needs the programs {ApiServerName} and {EtcdName}, and they are neither in {Assets} (not set), nor in {cache.Root}, "
                + "nor on the PATH; "
                + $"point {Assets} to a folder of them (setup-envtest use -p path), or compile those of the offline node once: ./run.sh up --cluster offline");
    }

    private static ControlPlaneBinaries? In(string folder)
    {
        var (server, etcd) = (Path.Combine(folder, ApiServerName), Path.Combine(folder, EtcdName));
        return File.Exists(server) && File.Exists(etcd) ? new ControlPlaneBinaries(server, etcd) : null;
    }

    /// <summary>The API server was compiled beside the node image; etcd is a file in the image's root file system.</summary>
    private static async Task<ControlPlaneBinaries?> OfTheOfflineNodeAsync(CacheFolder cache, CancellationToken cancellationToken)
    {
        var node = cache.Folder("node");
        var server = Newest(node, ApiServerName);
        var root = Newest(node, "rootfs-*.tar");
        if (server is null || root is null)
            return null;
        var etcd = Path.Combine(cache.Folder("control-plane"), $"{EtcdName}-{Path.GetFileNameWithoutExtension(root)}");
        if (!File.Exists(etcd))
            await UnpackAsync(root, etcd, cancellationToken).ConfigureAwait(false);
        return new ControlPlaneBinaries(server, etcd);
    }

    private static async Task UnpackAsync(string root, string to, CancellationToken cancellationToken)
    {
        var held = await CacheLock.TakeAsync($"{to}.lock", () => { }, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            if (File.Exists(to))
                return;
            var reader = new TarReader(File.OpenRead(root));
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken).ConfigureAwait(false) is { } entry)
                {
                    if (entry.Name.TrimStart('.', '/') != $"usr/bin/{EtcdName}")
                        continue;
                    await entry.ExtractToFileAsync($"{to}.new", overwrite: true, cancellationToken).ConfigureAwait(false);
                    File.Move($"{to}.new", to);
                    return;
                }
            }
        }

        throw HarnessException.Undecided($"{root} holds no /usr/bin/{EtcdName}; remove it, so that the next ./run.sh up --cluster offline builds it again");
    }

    private static string? Newest(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
        .MaxBy(File.GetLastWriteTimeUtc);
}
