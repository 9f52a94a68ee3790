using Harness.Api;
using Harness.Clusters.Engine;
using Harness.Clusters.Existing;
using Harness.Clusters.Node;
using Harness.Files;
using Harness.Images;
using Harness.Lifetime;
using Harness.Rbac.Objects;

namespace Harness.Clusters.Choosing;

/// <summary>Gets a ready cluster from the first source that has one: existing, kept, k3s, offline.</summary>
/// <param name="folders">Where the repository is.</param>
/// <param name="cache">Where images are cached.</param>
/// <param name="options">What was asked for, already checked for consistency.</param>
/// <param name="progress">Receives progress messages.</param>
public sealed class ClusterProvider(HarnessFolders folders, CacheFolder cache, ClusterOptions options, IProgress<string> progress)
{
    /// <summary>Folder for the node's log if it does not become ready; null to show only its last lines.</summary>
    public string? FailureLogs { get; init; }

    /// <summary>What the user of an existing cluster's kubeconfig must be allowed; null for all that any run may need.</summary>
    internal IReadOnlyList<AccessQuestion>? Needed { get; init; }

    /// <summary>Gets a cluster.</summary>
    /// <param name="run">Name of the run that it is for.</param>
    /// <param name="images">Images that its pods will need.</param>
    /// <param name="cancellationToken">Ends the start; whatever was made is removed.</param>
    /// <exception cref="HarnessException">No source has one; the message says why and what to do.</exception>
    public async Task<ICluster> GetAsync(string run, IReadOnlyList<ImageArchive> images, CancellationToken cancellationToken)
    {
        ScratchFolder.SweepDead();
        if (options.WantsExisting)
        {
            return await ExistingCluster.ConnectAsync(Choice(options), run, Needed, cancellationToken).ConfigureAwait(false);
        }

        if (options is { Source: ClusterSource.Auto, Attach: { } folder }
            && await AttachAsync(new KeptCluster(folder), cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        return await StartNodeAsync(run, null, images, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks what can be checked before a run begins: that the kept cluster is of the kind that was asked for, and that an existing
    /// cluster's kubeconfig can be read.
    /// </summary>
    /// <exception cref="HarnessException">It is not (exit code 2).</exception>
    internal static Task EnsureFitsAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        if (!options.WantsExisting)
            return KeptCluster.EnsureFitsAsync(options, cancellationToken);
        _ = ServerGreeting.Read(Choice(options));
        return Task.CompletedTask;
    }

    private static ServerChoice Choice(ClusterOptions options) =>
        new(options.Kubeconfig, options.Context) { AllowsPlainHttp = options.AllowsPlainHttp };

    /// <summary>Starts a cluster that outlives this process, and remembers it in a folder.</summary>
    internal async Task KeepAsync(KeptCluster keep, string run, IReadOnlyList<ImageArchive> images, CancellationToken cancellationToken)
    {
        ScratchFolder.SweepDead();
        var cluster = await StartNodeAsync(run, keep, images, cancellationToken).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            try
            {
                keep.Write(cluster);
            }
            catch
            {
                await cluster.RemoveNodeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Remembers a cluster that was started here in a folder, so that other processes attach to it.</summary>
    internal static void Share(ICluster cluster, KeptCluster folder)
    {
        if (cluster is NodeCluster node)
            folder.Write(node);
    }

    private async Task<NodeCluster?> AttachAsync(KeptCluster keeper, CancellationToken cancellationToken)
    {
        await keeper.EnsureIsAsync(options, cancellationToken).ConfigureAwait(false);
        var kept = await keeper.TryAttachAsync(cancellationToken).ConfigureAwait(false);
        if (kept is not null)
            progress.Report($"using the running {kept.Facts.Source} cluster (Kubernetes {kept.Facts.KubernetesVersion})");
        else if (keeper.Read() is not null)
            progress.Report("the kept cluster is no longer running; ./run.sh down removes what is left of it");
        return kept;
    }

    private async Task<NodeCluster> StartNodeAsync(
        string run, KeptCluster? keep, IReadOnlyList<ImageArchive> images, CancellationToken cancellationToken)
    {
        var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await NodeSweeper.SweepAsync(engine, cancellationToken).ConfigureAwait(false);
            var machine = await engine.FactsAsync(cancellationToken).ConfigureAwait(false);
            machine.EnsureRunsNodes(isBuiltHere: false);
            var (source, image) = await NodeImageAsync(engine, machine, cancellationToken).ConfigureAwait(false);
            // The reaper's image may not be available, and owner labels do its job.
            Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
            progress.Report($"starting a cluster ({source})");
            var facts = new ClusterFacts
            {
                Source = source,
                KubernetesVersion = "",
                Engine = engine.Description,
                NodeImage = $"{image} ({await engine.Images.FindAsync(image, cancellationToken).ConfigureAwait(false)})",
            };
            var owner = keep is null ? Ownership.Current : Ownership.Kept;
            var start = new NodeStart(image, owner, run, images)
            {
                Engine = engine.Endpoint,
                Limits = NodeLimits.Of(machine.Memory),
                HasOwnCgroups = machine.HasUnifiedCgroups,
                KeptIn = keep?.Folder,
                Ingress = options.Ingress,
                LogsEverything = options.Audit,
            };
            return await NodeCluster.StartAsync(engine, start, facts, FailureLogs, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private async Task<(string Source, string Image)> NodeImageAsync(
        ContainerEngine engine, EngineFacts machine, CancellationToken cancellationToken)
    {
        if (options is { Source: not ClusterSource.Offline, Kubernetes: null })
        {
            var why = await engine.Images.EnsureAsync(options.K3sImage, progress, cancellationToken).ConfigureAwait(false);
            if (why is null)
                return ("k3s", options.K3sImage);
            if (options.Source == ClusterSource.K3s)
            {
                throw HarnessException.Undecided(
                    $"--cluster k3s: the engine does not have {options.K3sImage} and could not pull it ({why}); "
                    + $"load it with docker load, name another with --k3s-image, or use --cluster offline");
            }

            progress.Report($"no k3s image available ({why}): using the offline node");
        }

        machine.EnsureRunsNodes(isBuiltHere: true);
        var offline = await OfflineNodeImage.OfAsync(folders, cache, options, cancellationToken).ConfigureAwait(false);
        return ("offline", await offline.EnsureAsync(engine, progress, cancellationToken).ConfigureAwait(false));
    }
}
