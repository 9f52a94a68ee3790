using Harness.Api;
using Harness.Asking;
using Harness.Clusters.Choosing;
using Harness.Clusters.ControlPlane;
using Harness.Lifetime;
using Harness.Rbac.Admission;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Runs;
using k8s;

namespace Harness.Validating;

/// <summary>The sources of truth that were asked for, and what has to be removed after asking them.</summary>
public sealed class AccessSources : IAsyncDisposable
{
    private readonly List<IAccessSource> _sources = [];
    private readonly List<IndexedRbac> _known = [];
    private readonly List<string> _notDecided = [];
    private readonly Teardown _teardown = new();
    private readonly ValidationRequest _request;
    private readonly AccessPolicy _policy;
    private readonly RequestPace _pace;

    private AccessSources(ValidationRequest request, AccessPolicy policy) =>
        (_request, _policy, _pace) = (request, policy, new RequestPace(request.Qps, TimeProvider.System));

    /// <summary>Prepares them.</summary>
    /// <exception cref="HarnessException">One is not available; whatever was made is removed.</exception>
    public static async Task<AccessSources> PrepareAsync(
        ValidationRequest request, AccessPolicy policy, SessionSources session, CancellationToken stop)
    {
        var sources = new AccessSources(request, policy);
        try
        {
            await sources.PrepareAsync(session, stop).ConfigureAwait(false);
            return sources;
        }
        catch
        {
            await sources.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What checks the policy against them.</summary>
    public Validator Validator => new(_policy, _sources, _known) { NotDecided = _notDecided };

    /// <summary>What has to be said of the policy, and of the manifests that were read.</summary>
    public IReadOnlyList<string> Notes
    {
        get => [.. DoorsByGet.NotesOf(_policy), .. field];
        private set;
    } = [];

    /// <summary>The cluster that is asked; null where none is, or one that was made for a preview.</summary>
    public string? Cluster { get; private set; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _teardown.DisposeAsync();

    private async Task PrepareAsync(SessionSources session, CancellationToken stop)
    {
        var manifests = _request.Manifests.Count == 0 ? null : ReadManifests(session.Progress, stop);
        switch (_request.Preview)
        {
            case PreviewKind.ControlPlane:
                await PreviewOnControlPlaneAsync(manifests!, session, stop).ConfigureAwait(false);
                break;
            case PreviewKind.Cluster:
                await PreviewOnClusterAsync(manifests!, session, stop).ConfigureAwait(false);
                break;
            default:
                await AddManifestsAsync(manifests, null, stop).ConfigureAwait(false);
                if (_request.Wanted.Any(source => source != "manifests"))
                    await ConnectAsync(stop).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Adds the files as a source: as meant for the version that the user names, else for that of the server.</summary>
    private async Task AddManifestsAsync(ManifestSet? manifests, string? server, CancellationToken stop)
    {
        if (manifests is null || !_request.Wants("manifests"))
            return;
        if (server is not null)
            _request.EnsureVersionOf(server);
        var version = _request.KubernetesVersion
            ?? (server is null ? BootstrapObjects.Newest : BootstrapObjects.Known(KubernetesChange.VersionOf(server)));
        var files = manifests.Snapshot with { KubernetesVersion = version };
        var rbac = Index(_request.WithLive ? await JoinAsync(files, stop).ConfigureAwait(false) : files);
        var snapshot = rbac.Snapshot;
        _notDecided.AddRange(snapshot.NotDecided.Except(_notDecided));
        var isAlone = _request.Preview is not null || _request.Wanted.All(source => source == "manifests");
        Notes = isAlone ? [.. snapshot.Notes, .. NamedResources.NotesOfFiles(_policy)] : snapshot.Notes;
        _sources.Add(new EvaluatedSource("manifests", rbac));
    }

    /// <summary>Separate, so that the Kubernetes client is not loaded when only manifests are asked.</summary>
    private async Task ConnectAsync(CancellationToken stop)
    {
        var (client, api) = await ClusterClient.ConnectWithAddressAsync(_request.Settings.Cluster, stop).ConfigureAwait(false);
        _teardown.Push("the client", client);
        Cluster = Live(client).Origin;
        await AddClusterAsync(client, api, stop).ConfigureAwait(false);
    }

    /// <summary>Manifests with what the cluster has beside them.</summary>
    private async Task<RbacSnapshot> JoinAsync(RbacSnapshot manifests, CancellationToken stop)
    {
        using var client = await ClusterClient.ConnectAsync(_request.Settings.Cluster, stop).ConfigureAwait(false);
        Cluster = Live(client).Origin;
        return JoinedSnapshot.Of(await Live(client).ReadAsync(stop).ConfigureAwait(false), manifests);
    }

    private LiveSnapshot Live(Kubernetes client) => new(client) { ReadsAdmission = _policy.HasPaths };

    private ManifestSet ReadManifests(IProgress<string> progress, CancellationToken stop)
    {
        using var input = _request.Manifests.Contains(ManifestSnapshot.StandardInput) ? Console.OpenStandardInput() : Stream.Null;
        var reader = new ManifestSnapshot(_request.Namespace)
        {
            Exclude = _request.Exclude,
            KubernetesVersion = _request.KubernetesVersion ?? BootstrapObjects.Newest,
            ReadsAdmission = _policy.HasPaths,
        };
        var manifests = ManifestSet.Read(_request.Manifests, reader, input, stop, keepsObjects: _request.Preview is not null);
        Notes = manifests.Snapshot.Notes;
        if (_request.Preview is not null || _request.Wants("manifests"))
            _notDecided.AddRange(manifests.Snapshot.NotDecided);
        var passedOver = manifests.Snapshot.PassedOver.Select(kind => $"{kind.Value} {kind.Key}").ToList();
        if (passedOver.Count > 0)
            progress.Report($"not read, as they are none of RBAC's: {string.Join(", ", passedOver)}");
        return manifests;
    }

    private async Task PreviewOnControlPlaneAsync(ManifestSet manifests, SessionSources session, CancellationToken stop)
    {
        var found = await ControlPlaneBinaries.FindAsync(session.Cache, _request.Settings.Cluster.Kubernetes, stop).ConfigureAwait(false);
        var plane = await LocalControlPlane.StartAsync(found, stop).ConfigureAwait(false);
        _teardown.Push("the control plane", plane);
        session.Progress.Report($"a control plane of Kubernetes {plane.KubernetesVersion} is ready");
        await AddManifestsAsync(manifests, plane.KubernetesVersion, stop).ConfigureAwait(false);
        await new PreviewCluster(plane.Admin).ApplyAsync(manifests, stop).ConfigureAwait(false);
        Index(Own(await Live(plane.Admin).ReadAsync(stop).ConfigureAwait(false), manifests));
        _sources.Add(new ControlPlaneSource(plane.Admin, plane.KubernetesVersion, ObservedAdmission.Of(manifests.Snapshot), _pace));
    }

    /// <summary>Indexes a snapshot once, for its source, the questions and the findings alike.</summary>
    private IndexedRbac Index(RbacSnapshot snapshot)
    {
        _known.Add(new IndexedRbac(snapshot));
        return _known[^1];
    }

    /// <summary>On a node of its own, even if one is kept: what the manifests name is made without asking.</summary>
    private async Task PreviewOnClusterAsync(ManifestSet manifests, SessionSources session, CancellationToken stop)
    {
        var settings = _request.Settings.With(Settings.Attach, null);
        var run = await HarnessSession.StartAsync(settings, session, $"preview-{Guid.NewGuid():N}"[..16], stop).ConfigureAwait(false);
        _teardown.Push("the preview's cluster", run);
        await AddManifestsAsync(manifests, run.Cluster.Facts.KubernetesVersion, stop).ConfigureAwait(false);
        var client = (Kubernetes)run.Cluster.Admin;
        await PreviewStubs.MakeAsync(_policy, run, new PreviewCluster(client), stop).ConfigureAwait(false);
        await new PreviewCluster(client).ApplyAsync(manifests, stop).ConfigureAwait(false);
        await AddClusterAsync(client, run.Cluster.Api, stop, manifests).ConfigureAwait(false);
    }

    /// <summary>A preview's RBAC with the Services of the files: those that stand in for others there have ports of their own.</summary>
    internal static RbacSnapshot Own(RbacSnapshot preview, ManifestSet manifests) =>
        preview with { Services = manifests.Snapshot.Services };

    /// <summary>Asks a running cluster, or a preview of manifests. Only a probe's token requests write to it.</summary>
    private async Task AddClusterAsync(Kubernetes client, ApiServerAddress api, CancellationToken stop, ManifestSet? previewed = null)
    {
        var rbac = await TryReadAsync(client, stop).ConfigureAwait(false) is { } snapshot
            ? Index(previewed is null ? snapshot : Own(snapshot, previewed))
            : null;
        if (previewed is null)
            _notDecided.AddRange(await new ServedResources(client).DoubtsAsync(_policy, stop).ConfigureAwait(false));
        if (_request.Wants("live"))
            _sources.Add(new ReviewSource("live", client, _pace));
        if (_request.Wants("static") && rbac is not null)
            _sources.Add(new EvaluatedSource("static", rbac));
        if (_request.Wants("probe"))
            _sources.Add(new ProbeSource(api, client, _policy, _request.ProbeMethods, _pace));
    }

    /// <summary>
    /// Without the lists, the other sources can still be asked about the policy's consumers, but not who else has access.
    /// </summary>
    private async Task<RbacSnapshot?> TryReadAsync(Kubernetes client, CancellationToken stop)
    {
        try
        {
            return await Live(client).ReadAsync(stop).ConfigureAwait(false);
        }
        catch (HarnessException unread) when (unread.Kind == FailureKind.Undecided)
        {
            _notDecided.Add($"who else has access is not known: {unread.Message}");
            return null;
        }
    }
}
