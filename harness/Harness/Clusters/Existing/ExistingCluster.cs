using Harness.Api;
using Harness.Images;
using Harness.Kubeconfigs;
using Harness.Lifetime;
using Harness.Rbac.Objects;
using k8s;
using k8s.Models;

namespace Harness.Clusters.Existing;

/// <summary>The user's own cluster, by kubeconfig. Harness works only in namespaces that it makes and removes.</summary>
internal sealed class ExistingCluster : ICluster
{
    private readonly Kubernetes _admin;
    private readonly ClusterWatch _watch;
    private readonly ServerChoice _choice;
    private readonly Lazy<ScratchFolder> _folder = new(() => ScratchFolder.Create("kubeconfig"));

    private ExistingCluster(Kubernetes admin, ServerChoice choice, ApiServerAddress api, ClusterFacts facts)
    {
        (_admin, _choice, Api, Facts) = (admin, choice, api, facts);
        _watch = new ClusterWatch(admin, _ => Task.FromResult<string?>(null));
    }

    /// <inheritdoc/>
    public ClusterFacts Facts { get; }

    /// <inheritdoc/>
    public IKubernetes Admin => _admin;

    /// <inheritdoc/>
    public ApiServerAddress Api { get; }

    /// <inheritdoc/>
    public bool IsThrowaway => false;

    /// <inheritdoc/>
    public bool PullsImages => true;

    /// <inheritdoc/>
    public Task<bool> CanPullAsync(string reference, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public CancellationToken Lost => _watch.Lost;

    /// <inheritdoc/>
    public string? LostBecause => _watch.Because;

    /// <summary>Connects, and checks that the kubeconfig's user may do what the run will need.</summary>
    /// <param name="choice">The kubeconfig, and what is chosen in it.</param>
    /// <param name="run">Name of the run: the API server's audit log and the managed fields of what is written name it.</param>
    /// <param name="needed">What the run needs; null for all that any run may need.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">
    /// The kubeconfig is bad (exit code 2); the server cannot be reached or trusted, or permissions are missing (exit code 3).
    /// </exception>
    public static async Task<ExistingCluster> ConnectAsync(
        ServerChoice choice, string run, IReadOnlyList<AccessQuestion>? needed, CancellationToken cancellationToken)
    {
        var (admin, api, version) = await ServerGreeting.ConnectAsync(
            choice with { UserAgent = $"{RunMark.WriterPrefix}{run}" }, cancellationToken, new RunMarking(new RunMark(run)))
                .ConfigureAwait(false);
        try
        {
            await PermissionCheck.EnsureAsync(admin, choice.Source, needed ?? PermissionCheck.Needed, cancellationToken)
                .ConfigureAwait(false);
            var facts = new ClusterFacts { Source = "existing", KubernetesVersion = version };
            return new ExistingCluster(admin, choice, api, facts);
        }
        catch
        {
            admin.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<DirectRoute> FindDirectRouteAsync(DirectRouteKind? wanted, CancellationToken cancellationToken)
    {
        if (wanted == DirectRouteKind.Published)
            throw HarnessException.BadInput("--direct published is for nodes in containers; on an existing cluster use node or pod");
        // Nobody's nodes are probed, and no ports opened on them, unless that is asked for.
        if (wanted != DirectRouteKind.Node)
            return DirectRoute.Pod();
        foreach (var address in await NodeAddressesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await Reachability.ReachesAsync(address, 10250, cancellationToken).ConfigureAwait(false))
                return DirectRoute.Node(address);
        }

        throw HarnessException.Undecided("--direct node: this host reaches no node of the cluster; use --direct pod");
    }

    /// <inheritdoc/>
    public async Task<bool> GiveImageAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        // Images cannot be given to these nodes, but they may have it: by default, each lists its 50 largest in its status.
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        return nodes.Count > 0
            && nodes.TrueForAll(node => node.Status.Images?.Any(had => had.Names?.Contains(image.Reference) == true) == true);
    }

    /// <inheritdoc/>
    public Task<KubeconfigFile> KubeconfigFileAsync(CancellationToken cancellationToken) => Task.FromResult(
        new KubeconfigFile(
            _choice.Kubeconfig is { } files ? KubeconfigFiles.Whole(files) : _folder.Value.Write("kubeconfig", InCluster.ToYaml()),
            _choice.Context));

    /// <inheritdoc/>
    public Task<string?> ReadNodeFileAsync(string path, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<(long ExitCode, string Output)?> RunOnNodeAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        Task.FromResult<(long, string)?>(null);

    /// <inheritdoc/>
    public Task SaveLogsAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        _admin.Dispose();
        if (_folder.IsValueCreated)
            _folder.Value.Dispose();
    }

    private async Task<List<V1Node>> NodesAsync(CancellationToken cancellationToken)
    {
        var nodes = new List<V1Node>();
        string? goesOn = null;
        do
        {
            var page = await _admin.CoreV1.ListNodeAsync(
                limit: PagedList.PageSize, continueParameter: goesOn, cancellationToken: cancellationToken).ConfigureAwait(false);
            nodes.AddRange(page.Items);
            goesOn = page.Metadata?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(goesOn));
        return nodes;
    }

    private async Task<IReadOnlyList<string>> NodeAddressesAsync(CancellationToken cancellationToken)
    {
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. from node in nodes
               from address in node.Status.Addresses ?? []
               where address.Type is "InternalIP" or "ExternalIP"
               select address.Address,
        ];
    }
}
