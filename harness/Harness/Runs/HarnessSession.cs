using System.Collections.Concurrent;
using Harness.Access;
using Harness.Api;
using Harness.Clusters;
using Harness.Clusters.Existing;
using Harness.Images;
using Harness.Installing;
using Harness.Lifetime;
using Harness.Workloads;

namespace Harness.Runs;

/// <summary>
/// A ready cluster with the workload's image in it, and everything that works on it: one for a whole run, however many
/// steps it has. Disposing of it removes what the run made.
/// </summary>
public sealed class HarnessSession : IAsyncDisposable
{
    /// <summary>Twice what each removal is tried for: its last try may begin late.</summary>
    private static readonly TimeSpan LongestRemoval = 2 * LastingRemoval.Patience;

    private readonly Teardown _teardown;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _installed = new();

    private HarnessSession(
        string run,
        RunSettings settings,
        ICluster cluster,
        HelloImageChoice image,
        ImageSupply images,
        DirectRoute direct,
        Teardown teardown)
    {
        (Run, Settings, Cluster, Image, Images, Direct, _teardown) = (run, settings, cluster, image, images, direct, teardown);
        Namespaces = new TestNamespaces(cluster.Admin, run) { GoWithTheCluster = cluster.IsThrowaway };
        Deployer = new HelloDeployer(cluster.Admin, image);
        Consumers = new ConsumerProvisioner(cluster.Admin);
        Grants = new GrantKeeper(cluster.Admin);
        _teardown.Push("the run's namespaces", WhereItStays(Namespaces.DeleteAllAsync, () => Namespaces.Left), LongestRemoval);
    }

    /// <summary>Name of the run: a label on everything it makes.</summary>
    public string Run { get; }

    /// <summary>What was asked for.</summary>
    public RunSettings Settings { get; }

    /// <summary>The cluster.</summary>
    public ICluster Cluster { get; }

    /// <summary>The workload's image.</summary>
    public HelloImageChoice Image { get; }

    /// <summary>Third-party images.</summary>
    public ImageSupply Images { get; }

    /// <summary>The way to services without the proxy.</summary>
    public DirectRoute Direct { get; }

    /// <summary>Whether objects outside of namespaces may be made: always on Harness's own nodes, elsewhere only if allowed.</summary>
    public bool AllowsClusterScope => Settings.Get(Runs.Settings.AllowClusterScope) || !IsGuest;

    /// <summary>Whether the cluster belongs to others.</summary>
    public bool IsGuest => Cluster is ExistingCluster;

    /// <summary>Whether load may be put on the cluster: always on Harness's own nodes, elsewhere only if allowed.</summary>
    public bool AllowsLoad => Settings.Get(Runs.Settings.Load) || !IsGuest;

    /// <summary>What people should know of the cluster before the run does anything there.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Makes and removes namespaces.</summary>
    public TestNamespaces Namespaces { get; }

    /// <summary>Deploys workloads.</summary>
    public HelloDeployer Deployer { get; }

    /// <summary>Makes consumers and tokens.</summary>
    public ConsumerProvisioner Consumers { get; }

    /// <summary>Applies and revokes grants.</summary>
    public GrantKeeper Grants { get; }

    /// <summary>What the cluster is, for the record.</summary>
    public ClusterFacts Facts =>
        Cluster.Facts with { HelloImage = Image.Reference, Images = Images.Sources, DirectRoute = Direct.Description };

    /// <summary>
    /// Remembers something made outside the cluster, so that it is removed at the session's end, even when the run is interrupted.
    /// </summary>
    /// <param name="what">Its name for the reader of a failure.</param>
    /// <param name="made">Removes itself; being asked twice must do no harm.</param>
    public void RemoveAtEnd(string what, IAsyncDisposable made) => _teardown.Push(what, made);

    /// <summary>Installs a manifest for the rest of the run, once however many ask for it; it is removed at the end.</summary>
    /// <exception cref="InstallationException">It is rejected.</exception>
    /// <exception cref="HarnessException">It did not become ready in time.</exception>
    public Task InstallAsync(string file, CancellationToken cancellationToken) =>
        _installed.GetOrAdd(file, _ => new Lazy<Task>(() => InstallOnceAsync(file, cancellationToken))).Value.WaitAsync(cancellationToken);

    /// <summary>
    /// Applies a grant in a namespace that is not the run's own, where its removal does not go with the namespace: it is removed at the
    /// session's end, even when the run is interrupted.
    /// </summary>
    public async Task LendAsync(Grant grant, CancellationToken cancellationToken)
    {
        var what = $"role and role binding {grant.Namespace}/{grant.Name}";
        _teardown.Push(what, WhereItStays(ct => Grants.RemoveAsync(grant, ct), () => [what]), LongestRemoval);
        await Grants.ApplyAsync(grant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a cluster and prepares it.</summary>
    /// <param name="settings">Which cluster, and which image of the workload.</param>
    /// <param name="sources">Where images are built from and kept.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HarnessException">None is available; whatever was made is removed.</exception>
    public static async Task<HarnessSession> StartAsync(
        RunSettings settings, SessionSources sources, string run, CancellationToken cancellationToken)
    {
        var teardown = new Teardown();
        try
        {
            // An existing cluster may have the image or pull another one: nothing needs to be built before that is known.
            var (options, named) = (settings.Cluster, settings.Get(Runs.Settings.HelloImage));
            var archive = options.WantsExisting || named is not null ? null : await sources.BuildHelloAsync(cancellationToken)
                .ConfigureAwait(false);
            var cluster = await sources.Provider(options).GetAsync(run, archive is null ? [] : [archive], cancellationToken)
                .ConfigureAwait(false);
            teardown.Push("the cluster", cluster);
            var image = await ChooseAsync(cluster, named, archive ?? sources.NamedHello(), cancellationToken).ConfigureAwait(false);
            var direct = await cluster.FindDirectRouteAsync(settings.Get(Runs.Settings.Direct), cancellationToken).ConfigureAwait(false);
            var images = new ImageSupply(cluster, settings.Get(Runs.Settings.Images), sources.BuildAsync);
            var session = new HarnessSession(run, settings, cluster, image, images, direct, teardown);
            if (cluster is ExistingCluster)
                session.Notes = await session.EarlierAsync(cancellationToken).ConfigureAwait(false);
            if (cluster is ExistingCluster && sources.Needed is null)
                await session.EnsureAdmittedAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await teardown.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _teardown.DisposeAsync();

    private static async Task<HelloImageChoice> ChooseAsync(
        ICluster cluster, string? named, ImageArchive ours, CancellationToken cancellationToken)
    {
        if (named is not null)
            return HelloImageChoice.Other(named);
        return await cluster.GiveImageAsync(ours, cancellationToken).ConfigureAwait(false)
            ? HelloImageChoice.Ours(ours)
            : HelloImageChoice.Other(ThirdPartyImages.HelloApp);
    }

    /// <summary>Asks, in a namespace of the run's own, whether the cluster's policies let through what a run makes.</summary>
    private async Task EnsureAdmittedAsync(CancellationToken cancellationToken)
    {
        var ns = await Namespaces.CreateAsync(TestNamespaces.Preflight, cancellationToken).ConfigureAwait(false);
        await new AdmissionCheck(Cluster.Admin, Image).EnsureAsync(ns, cancellationToken).ConfigureAwait(false);
        await Namespaces.DeleteAsync(ns, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What earlier runs left on the cluster, and how to remove it.</summary>
    private async Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancellationToken)
    {
        var (runs, _) = await new EarlierRuns(Cluster.Admin).FindOutsideAsync(cancellationToken).ConfigureAwait(false);
        var left = runs.Where(run => run.Name != Run && run.IsOver(TimeProvider.System.GetUtcNow(), EarlierRuns.SaneAge))
            .SelectMany(run => run.Objects).ToList();
        return left.Count == 0
            ? []
            : [$"earlier runs left on this cluster: {string.Join(", ", left)}\nto remove it: {CleanUpCommand.For(Settings.Cluster)}"];
    }

    private async Task InstallOnceAsync(string file, CancellationToken cancellationToken)
    {
        var installer = new ManifestInstaller(Cluster.Admin, ManifestFile.Read(file), new RunMark(Run));
        _teardown.Push($"what {file} installed", WhereItStays(installer.RemoveAsync, () => installer.Left), LongestRemoval);
        await installer.InstallAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A throw-away cluster takes what is in it along, and a lost node cannot be asked. A cluster of others may only be away for a while:
    /// removal is tried for minutes, and what is left then is named.
    /// </summary>
    private Func<CancellationToken, Task> WhereItStays(Func<CancellationToken, Task> remove, Func<IReadOnlyList<string>> left) =>
        Cluster is ExistingCluster
            ? new LastingRemoval(remove, left).RemoveAsync
            : stop => Cluster.IsThrowaway || Cluster.Lost.IsCancellationRequested ? Task.CompletedTask : remove(stop);
}
