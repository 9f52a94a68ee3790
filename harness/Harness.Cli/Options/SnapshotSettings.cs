using System.CommandLine;
using Harness.Asking;
using Harness.Clusters.Choosing;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Cli.Options;

/// <summary>The options that choose whose RBAC a question is about: a cluster's, or that of manifests.</summary>
/// <param name="withManifests">Whether <c>--manifests</c> is among them.</param>
internal sealed class SnapshotSettings(bool withManifests = true)
{
    private readonly Option<string?> _manifests = CommandOption.Text(
        "--manifests", "path", "ask manifests instead of a cluster: a folder, a file, or - for standard input");

    private readonly Option<string?> _namespace =
        NamespaceOption.Create("namespace of the question, and of manifests that name none (default: default)");

    private readonly Option<string?> _version = KubernetesVersionOption.Create();

    private readonly SettingOptions _cluster = SettingOptions.OfCluster();

    /// <summary>Adds the options to a command.</summary>
    public SnapshotSettings AddTo(Command command)
    {
        if (withManifests)
            command.Options.Add(_manifests);
        command.Options.Add(_namespace);
        command.Options.Add(_version);
        _cluster.AddTo(command);
        return this;
    }

    /// <summary>The namespace of the question.</summary>
    public string Namespace(ParseResult parsed) => NamespaceOption.Of(parsed.GetValue(_namespace)) ?? NamespaceOption.Default;

    /// <summary>Whether one is named.</summary>
    public bool NamesNamespace(ParseResult parsed) => parsed.GetValue(_namespace) is not null;

    /// <summary>Reads the RBAC: of the manifests, else of the cluster.</summary>
    /// <exception cref="HarnessException">The manifests are invalid, or the cluster could not be asked for all of it.</exception>
    public async Task<RbacSnapshot> ReadAsync(ParseResult parsed, CancellationToken stop) => parsed.GetValue(_manifests) is { } path
        ? Manifests(parsed, path, stop)
        : await ClusterAsync(parsed, stop);

    /// <summary>Reads manifests.</summary>
    /// <exception cref="HarnessException">They are invalid (exit code 2).</exception>
    public RbacSnapshot Manifests(ParseResult parsed, string path, CancellationToken stop) =>
        OfVersion(parsed, new ManifestSnapshot(Namespace(parsed)).Read(path, stop));

    /// <summary>Manifests as meant for the Kubernetes that the command line names.</summary>
    public RbacSnapshot OfVersion(ParseResult parsed, RbacSnapshot manifests) =>
        manifests with { KubernetesVersion = KubernetesVersionOption.Of(parsed.GetValue(_version)) };

    /// <summary>Reads the cluster's.</summary>
    /// <exception cref="HarnessException">It could not be asked for all of it (exit code 3).</exception>
    public async Task<RbacSnapshot> ClusterAsync(ParseResult parsed, CancellationToken stop)
    {
        using var client = await ClusterClient.ConnectAsync(_cluster.Read(parsed, Repository.Folders).Cluster, stop);
        return await new LiveSnapshot(client).ReadAsync(stop);
    }
}
