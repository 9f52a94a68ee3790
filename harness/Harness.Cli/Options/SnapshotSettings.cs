using System.CommandLine;
using Harness.Asking;
using Harness.Clusters.Choosing;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Cli.Options;

/// <summary>The options that choose whose RBAC a question is about: a cluster's, that of manifests, or both together.</summary>
/// <param name="withManifests">Whether <c>--manifests</c> is among them.</param>
internal sealed class SnapshotSettings(bool withManifests = true)
{
    private readonly ManifestOptions _manifests = new("ask manifests instead of a cluster");

    private readonly Option<string?> _namespace =
        NamespaceOption.Create("namespace of the question, and of manifests that name none (default: default)");

    private readonly Option<string?> _version = KubernetesVersionOption.Create(hasPreview: false);

    private readonly SettingOptions _cluster = SettingOptions.OfCluster();

    /// <summary>Adds the options to a command.</summary>
    public SnapshotSettings AddTo(Command command)
    {
        _manifests.AddTo(command, withManifests);
        command.Options.Add(_namespace);
        command.Options.Add(_version);
        _cluster.AddTo(command);
        return this;
    }

    /// <summary>The namespace of the question.</summary>
    public string Namespace(ParseResult parsed) => NamespaceOption.Of(parsed.GetValue(_namespace)) ?? NamespaceOption.Default;

    /// <summary>Whether one is named.</summary>
    public bool NamesNamespace(ParseResult parsed) => parsed.GetValue(_namespace) is not null;

    /// <summary>Whether manifests are taken together with the cluster's objects.</summary>
    public bool WithLive(ParseResult parsed) => _manifests.WithLive(parsed);

    /// <summary>How manifests are read.</summary>
    /// <exception cref="HarnessException">A pattern of files is none (exit code 2).</exception>
    public ManifestSnapshot Reader(ParseResult parsed, bool readsAdmission = false) =>
        _manifests.Reader(parsed, Namespace(parsed), KubernetesVersionOption.Of(parsed.GetValue(_version)), readsAdmission);

    /// <summary>Reads the RBAC: of the manifests, else of the cluster.</summary>
    /// <exception cref="HarnessException">The manifests are invalid, or the cluster could not be asked for all of it.</exception>
    public async Task<RbacSnapshot> ReadAsync(ParseResult parsed, CancellationToken stop, bool readsAdmission = false)
    {
        var paths = _manifests.Paths(parsed);
        if (paths.Count == 0 && (WithLive(parsed) || _manifests.Exclude(parsed).Count > 0))
            throw HarnessException.BadInput($"{(WithLive(parsed) ? "--with-live" : "--exclude")} needs --manifests PATH");
        EnsureVersion(parsed, isOfCluster: paths.Count == 0 || WithLive(parsed));
        if (paths.Count == 0)
            return await ClusterAsync(parsed, stop, readsAdmission);
        if (!WithLive(parsed) && _cluster.Named(parsed) is [var ignored, ..])
            throw HarnessException.BadInput($"{ignored} is about a cluster, and only manifests are asked: omit it, or add --with-live");
        var files = Manifests(parsed, paths, stop, readsAdmission);
        return WithLive(parsed) ? Joined(await ClusterAsync(parsed, stop, readsAdmission), files) : files;
    }

    /// <summary>Reads the RBAC and indexes it; says what Kubernetes' own roles and bindings make of files.</summary>
    /// <exception cref="HarnessException">As above.</exception>
    public async Task<IndexedRbac> IndexAsync(ParseResult parsed, CancellationToken stop, bool readsAdmission = false)
    {
        var read = await ReadAsync(parsed, stop, readsAdmission);
        var rbac = new IndexedRbac(read);
        ManifestOptions.Noted(rbac.Snapshot with
        {
            Notes = [.. rbac.Snapshot.Notes.Except(read.Notes)],
            NotDecided = [.. rbac.Snapshot.NotDecided.Except(read.NotDecided)],
        });
        return rbac;
    }

    /// <summary>Refuses a version of Kubernetes where a cluster has its own.</summary>
    /// <exception cref="HarnessException">One is named (exit code 2).</exception>
    public void EnsureVersion(ParseResult parsed, bool isOfCluster)
    {
        if (isOfCluster && parsed.GetValue(_version) is not null)
            throw HarnessException.BadInput(KubernetesVersionOption.OfCluster);
    }

    /// <summary>A cluster together with manifests; says what does not go together.</summary>
    public static RbacSnapshot Joined(RbacSnapshot cluster, RbacSnapshot files)
    {
        var joined = JoinedSnapshot.Of(cluster, files);
        ManifestOptions.Noted(joined with
        {
            Notes = [.. joined.Notes.Except(files.Notes)],
            NotDecided = [.. joined.NotDecided.Except(files.NotDecided)],
        });
        return joined;
    }

    /// <summary>Reads manifests, and says what has to be known of them.</summary>
    /// <exception cref="HarnessException">They are invalid (exit code 2).</exception>
    public RbacSnapshot Manifests(
        ParseResult parsed, IReadOnlyList<string> paths, CancellationToken stop, bool readsAdmission = false) =>
        ManifestOptions.Noted(Reader(parsed, readsAdmission).Read(paths, stop));

    /// <summary>Reads the cluster's.</summary>
    /// <exception cref="HarnessException">It could not be asked for all of it (exit code 3).</exception>
    public async Task<RbacSnapshot> ClusterAsync(ParseResult parsed, CancellationToken stop, bool readsAdmission = false)
    {
        using var client = await ClusterClient.ConnectAsync(_cluster.Read(parsed, Repository.Folders).Cluster, stop);
        return await new LiveSnapshot(client) { ReadsAdmission = readsAdmission }.ReadAsync(stop);
    }
}
