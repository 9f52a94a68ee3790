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
    /// Variable that names a folder with kube-apiserver and etcd, of any Kubernetes version: the convention of controller-runtime's
    /// envtest. Source: https://book.kubebuilder.io/reference/envtest
    /// </summary>
    public const string Assets = "KUBEBUILDER_ASSETS";

    private const string ApiServerName = "kube-apiserver";
    private const string EtcdName = "etcd";

    /// <summary>Finds them: in <see cref="Assets"/>, else among those the offline node is made of, else on the PATH.</summary>
    /// <param name="cache">Where the offline node's parts are kept.</param>
    /// <param name="cancellationToken">Ends the unpacking of etcd.</param>
    /// <exception cref="HarnessException">They were not found (exit code 3).</exception>
    public static async Task<ControlPlaneBinaries> FindAsync(CacheFolder cache, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Assets) is { Length: > 0 } folder)
        {
            return In(folder) ?? throw HarnessException.Undecided(
                $"{Assets}={folder} does not hold both {ApiServerName} and {EtcdName}; fill it (setup-envtest use -p path), or unset it");
        }

        if (await OfTheOfflineNodeAsync(cache, cancellationToken).ConfigureAwait(false) is { } ours)
            return ours;
        return (ProgramPath.Find(ApiServerName), ProgramPath.Find(EtcdName)) is ({ } server, { } etcd)
            ? new ControlPlaneBinaries(server, etcd)
            : throw HarnessException.Undecided(
                $"a control plane needs {ApiServerName} and {EtcdName}, which are not in {Assets} (not set), in {cache.Root} "
                + $"or on the PATH; set {Assets} to a folder that holds them (setup-envtest use -p path), "
                + "or build the offline node once, which compiles them: ./run.sh up --cluster offline");
    }

    private static ControlPlaneBinaries? In(string folder)
    {
        var (server, etcd) = (Path.Combine(folder, ApiServerName), Path.Combine(folder, EtcdName));
        return File.Exists(server) && File.Exists(etcd) ? new ControlPlaneBinaries(server, etcd) : null;
    }

    /// <summary>The API server was compiled along with the node image; etcd is a file in the image's root file system.</summary>
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
        await CachedProgram.EnsureAsync(server, cancellationToken).ConfigureAwait(false);
        await CachedProgram.EnsureAsync(etcd, cancellationToken).ConfigureAwait(false);
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
                    var unfinished = $"{to}.{Guid.NewGuid():N}.tmp";
                    await entry.ExtractToFileAsync(unfinished, overwrite: false, cancellationToken).ConfigureAwait(false);
                    File.Move(unfinished, to);
                    await CachedProgram.RecordAsync(to, cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
        }

        throw HarnessException.Undecided(
            $"{root} holds no /usr/bin/{EtcdName}; remove it, and the next ./run.sh up --cluster offline rebuilds it");
    }

    private static string? Newest(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
        .MaxBy(File.GetLastWriteTimeUtc);
}
