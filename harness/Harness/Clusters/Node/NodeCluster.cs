using Harness.Api;
using Harness.Clusters.Engine;
using Harness.Files;
using Harness.Images;
using Harness.Lifetime;
using k8s;

namespace Harness.Clusters.Node;

/// <summary>A cluster of one node in a container: k3s or the offline node, started here or kept from before.</summary>
internal sealed class NodeCluster : ICluster
{
    private readonly NodeContainer _node;
    private readonly Teardown _teardown;
    private readonly ClusterWatch _watch;
    private readonly Lazy<KubeconfigFile> _kubeconfigFile;

    private NodeCluster(
        NodeContainer node, string kubeconfig, Kubernetes admin, ApiServerAddress api, ClusterFacts facts, Teardown teardown)
    {
        (_node, Kubeconfig, Admin, Api, Facts, _teardown) = (node, kubeconfig, admin, api, facts, teardown);
        _watch = new ClusterWatch(admin, node.DeathAsync);
        _kubeconfigFile = new Lazy<KubeconfigFile>(WriteKubeconfig);
        _teardown.Push("the watch over the cluster", _watch);
    }

    /// <inheritdoc/>
    public ClusterFacts Facts { get; }

    /// <inheritdoc/>
    public IKubernetes Admin { get; }

    /// <inheritdoc/>
    public ApiServerAddress Api { get; }

    /// <inheritdoc/>
    public bool IsThrowaway { get; private init; }

    /// <summary>Whether the API server logs every request.</summary>
    public bool LogsEverything { get; private init; }

    /// <inheritdoc/>
    public bool PullsImages => Facts.NodeImage?.StartsWith(OfflineNodeImage.Repository, StringComparison.Ordinal) != true;

    /// <inheritdoc/>
    /// <remarks>The engine is asked, which is on the same machine: a node's image may have been loaded where no registry answers.</remarks>
    public async Task<bool> CanPullAsync(string reference, CancellationToken cancellationToken) =>
        PullsImages && await _node.Engine.Images.AskRegistryAsync(reference, cancellationToken).ConfigureAwait(false) is null;

    /// <inheritdoc/>
    public CancellationToken Lost => _watch.Lost;

    /// <inheritdoc/>
    public string? LostBecause => _watch.Because;

    /// <summary>The admin kubeconfig as YAML, with an address that this host reaches.</summary>
    public string Kubeconfig { get; }

    /// <summary>The node's container.</summary>
    public string ContainerId => _node.Id;

    /// <summary>Starts a node and waits until it is ready; if that fails, whatever was made is removed.</summary>
    /// <param name="engine">The engine; disposed with the cluster.</param>
    /// <param name="start">What to start.</param>
    /// <param name="facts">What is known of the cluster so far.</param>
    /// <param name="failureLogs">Where the node's log goes when it does not become ready.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<NodeCluster> StartAsync(
        ContainerEngine engine, NodeStart start, ClusterFacts facts, string? failureLogs, CancellationToken cancellationToken)
    {
        var teardown = new Teardown();
        var outlives = false;
        NodeContainer? node = null;
        teardown.Push("the engine client", engine);
        teardown.Push($"the node container of run {start.Run}", ct => outlives ? Task.CompletedTask : RemoveAsync(engine, start, node, ct));
        try
        {
            var readiness = new ClusterReadiness();
            node = await readiness.PhaseAsync("container running", () => ContainerAsync(engine, start, cancellationToken))
                .ConfigureAwait(false);
            var yaml = await readiness.PhaseAsync("kubeconfig written", () => StartingNode.KubeconfigAsync(node, cancellationToken))
                .ConfigureAwait(false);
            var kubeconfig = await StartingNode.AddressedAsync(node, yaml, cancellationToken).ConfigureAwait(false);
            var (admin, api) = await NodeKubeconfig.ConnectAsync(kubeconfig, cancellationToken).ConfigureAwait(false);
            teardown.Push("the API client", admin);
            await readiness.WaitAsync(admin, node.EnsureRunningAsync, cancellationToken).ConfigureAwait(false);
            await readiness.PhaseAsync("images imported", () => StartingNode.ImagesAsync(node, start.Images, cancellationToken))
                .ConfigureAwait(false);
            var version = await admin.Version.GetCodeAsync(cancellationToken).ConfigureAwait(false);
            var complete = facts with { KubernetesVersion = version.GitVersion, StartPhases = readiness.Phases };
            outlives = start.Owner == Ownership.Kept;
            return new NodeCluster(node, kubeconfig, admin, api, complete, teardown)
            {
                IsThrowaway = !outlives,
                LogsEverything = start.LogsEverything,
            };
        }
        catch (Exception failure)
        {
            var isDiagnosed = node is not null && failure is not OperationCanceledException;
            var evidence = isDiagnosed ? await NodeLog.EndAsync(node!, failureLogs).ConfigureAwait(false) : null;
            await teardown.DisposeAsync().ConfigureAwait(false);
            if (evidence is null)
                throw;
            throw HarnessException.Undecided($"the node did not become ready: {failure.Message}\n{evidence}", failure);
        }
    }

    private static async Task RemoveAsync(
        ContainerEngine engine, NodeStart start, NodeContainer? node, CancellationToken cancellationToken)
    {
        await NodeSweeper.RemoveRunAsync(engine, start.Run, cancellationToken).ConfigureAwait(false);
        if (node is not null)
            CgroupLeftovers.Remove(node.Id); // somebody else may have removed the container and left them
    }

    /// <summary>Attaches to a kept node.</summary>
    public static async Task<NodeCluster> AttachAsync(
        NodeContainer node, string yaml, KeptState state, CancellationToken cancellationToken)
    {
        var kubeconfig = await StartingNode.AddressedAsync(node, yaml, cancellationToken).ConfigureAwait(false);
        var (admin, api) = await NodeKubeconfig.ConnectAsync(kubeconfig, cancellationToken).ConfigureAwait(false);
        var teardown = new Teardown();
        teardown.Push("the engine client", node.Engine);
        teardown.Push("the API client", admin);
        var facts = state.Facts with { Source = state.IsThrowaway ? state.Facts.Source : "kept" };
        return new NodeCluster(node, kubeconfig, admin, api, facts, teardown)
        {
            IsThrowaway = state.IsThrowaway,
            LogsEverything = state.LogsEverything,
        };
    }

    /// <inheritdoc/>
    public async Task<DirectRoute> FindDirectRouteAsync(DirectRouteKind? wanted, CancellationToken cancellationToken)
    {
        var bridge = await _node.BridgeAddressAsync(cancellationToken).ConfigureAwait(false);
        if (wanted is null or DirectRouteKind.Node && bridge is not null
            && await Reachability.ReachesAsync(bridge, NodeContainer.ApiServerPort, cancellationToken).ConfigureAwait(false))
        {
            return DirectRoute.Node(bridge);
        }

        if (wanted is null or DirectRouteKind.Published)
        {
            var ports = await _node.PublishedAsync(NodeStart.PublishedNodePorts, "http", cancellationToken).ConfigureAwait(false);
            if (ports.Count > 0)
                return DirectRoute.Published(ports);
        }

        return wanted is null or DirectRouteKind.Pod
            ? DirectRoute.Pod()
            : throw HarnessException.Undecided(
                $"the direct route \"{wanted}\" was asked for, but this host does not reach the node that way");
    }

    /// <inheritdoc/>
    public async Task<bool> GiveImageAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        if (!(await _node.ImagesAsync(cancellationToken).ConfigureAwait(false)).Contains(image.Reference))
            await _node.ImportAsync(image, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public Task<KubeconfigFile> KubeconfigFileAsync(CancellationToken cancellationToken) => Task.FromResult(_kubeconfigFile.Value);

    /// <inheritdoc/>
    public Task<string?> ReadNodeFileAsync(string path, CancellationToken cancellationToken) =>
        _node.Engine.ReadTextAsync(_node.Id, path, cancellationToken);

    /// <inheritdoc/>
    public async Task<(long ExitCode, string Output)?> RunOnNodeAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        await _node.Engine.ExecAsync(_node.Id, command, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task SaveLogsAsync(string folder, CancellationToken cancellationToken) => NodeLog.SaveAsync(_node, folder, cancellationToken);

    /// <summary>Removes the node, no matter whom it was started for.</summary>
    public Task RemoveNodeAsync() => NodeSweeper.RemoveAsync(_node.Engine, _node.Id, CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _teardown.DisposeAsync();

    private KubeconfigFile WriteKubeconfig()
    {
        var folder = ScratchFolder.Create("kubeconfig");
        _teardown.Push("the kubeconfig folder", folder.Dispose);
        var file = folder.PathOf("kubeconfig");
        PrivateFile.Write(file, Kubeconfig);
        return new KubeconfigFile(file, null);
    }

    private static async Task<NodeContainer> ContainerAsync(ContainerEngine engine, NodeStart start, CancellationToken cancellationToken)
    {
        await start.StartAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var started = await engine.ListAsync($"{Ownership.RunLabel}={start.Run}", cancellationToken).ConfigureAwait(false);
        return new NodeContainer(engine, started.Single().ID);
    }
}
