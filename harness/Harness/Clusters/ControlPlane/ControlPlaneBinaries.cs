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

    internal const string ApiServerName = "kube-apiserver";
    private const string EtcdName = "etcd";

    /// <summary>
    /// Finds them: the API server among programs that were brought; else both in <see cref="Assets"/>, else among those the offline node
    /// is made of, else on the PATH.
    /// </summary>
    /// <param name="cache">Where the offline node's parts are kept.</param>
    /// <param name="kubernetes">Programs that were brought, a folder or a tarball; null for none.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    /// <exception cref="HarnessException">They were not found (exit code 3), or what was brought does not hold them (2).</exception>
    public static async Task<ControlPlaneBinaries> FindAsync(CacheFolder cache, string? kubernetes, CancellationToken cancellationToken)
    {
        var assets = Environment.GetEnvironmentVariable(Assets) is { Length: > 0 } named ? named : null;
        var server = kubernetes is not null ? await BroughtApiServer.InAsync(cache, kubernetes, cancellationToken).ConfigureAwait(false)
            : assets is not null ? Path.Combine(assets, ApiServerName)
            : await CompiledAsync(cache, cancellationToken).ConfigureAwait(false) ?? ProgramPath.Find(ApiServerName);
        var etcd = assets is not null ? Path.Combine(assets, EtcdName)
            : await PackagedAsync(cache, cancellationToken).ConfigureAwait(false) ?? ProgramPath.Find(EtcdName);
        if (assets is not null && !(File.Exists(server) && File.Exists(etcd)))
        {
            throw HarnessException.Undecided(
                $"{Assets}={assets} does not hold both {ApiServerName} and {EtcdName}; fill it (setup-envtest use -p path), or unset it");
        }

        return server is not null && etcd is not null
            ? new ControlPlaneBinaries(server, etcd)
            : throw HarnessException.Undecided(
                $"a control plane needs {ApiServerName} and {EtcdName}, which are not in {Assets} (not set), in {cache.Root} "
                + $"or on the PATH; set {Assets} to a folder that holds them (setup-envtest use -p path), "
                + "or build the offline node once, which compiles them: ./run.sh up --cluster offline");
    }

    /// <summary>The API server that was compiled along with the node image.</summary>
    private static async Task<string?> CompiledAsync(CacheFolder cache, CancellationToken cancellationToken)
    {
        if (Newest(cache.Folder("node"), ApiServerName) is not { } server)
            return null;
        await CachedProgram.EnsureAsync(server, cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>etcd from the node image's root file system. Newer releases' may need newer libraries than this machine has.</summary>
    private static async Task<string?> PackagedAsync(CacheFolder cache, CancellationToken cancellationToken)
    {
        if (Newest(cache.Folder("node"), $"rootfs-{EnumWord.Of(DebianRelease.Bookworm)}-*.tar") is not { } root)
            return null;
        var etcd = Path.Combine(cache.Folder("control-plane"), $"{EtcdName}-{Path.GetFileNameWithoutExtension(root)}");
        if (!File.Exists(etcd))
            await UnpackAsync(root, etcd, cancellationToken).ConfigureAwait(false);
        await CachedProgram.EnsureAsync(etcd, cancellationToken).ConfigureAwait(false);
        return etcd;
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
