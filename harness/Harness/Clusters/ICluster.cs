using Harness.Api;
using Harness.Images;
using k8s;

namespace Harness.Clusters;

/// <summary>A running, ready cluster. Disposing of it removes what was started for it, and nothing else.</summary>
public interface ICluster : IAsyncDisposable
{
    /// <summary>What it is, for the record.</summary>
    ClusterFacts Facts { get; }

    /// <summary>An administrator's client, for preparing and cleaning up; never for what is being tested.</summary>
    IKubernetes Admin { get; }

    /// <summary>Where the API server is reached.</summary>
    ApiServerAddress Api { get; }

    /// <summary>Whether the whole cluster is removed at the end, so that nothing in it needs to be waited for.</summary>
    bool IsThrowaway { get; }

    /// <summary>Whether its nodes pull images from registries; the offline node is for machines that reach none.</summary>
    bool PullsImages { get; }

    /// <summary>Whether its nodes can be expected to get an image from its registry.</summary>
    Task<bool> CanPullAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Cancelled when the cluster stopped answering for good.</summary>
    CancellationToken Lost { get; }

    /// <summary>Why <see cref="Lost"/> was cancelled; null while the cluster lives.</summary>
    string? LostBecause { get; }

    /// <summary>Finds the way to services without the API server's proxy.</summary>
    Task<DirectRoute> FindDirectRouteAsync(DirectRouteKind? wanted, CancellationToken cancellationToken);

    /// <summary>Makes an image available to the cluster's pods.</summary>
    /// <returns>False when images cannot be given to this cluster.</returns>
    Task<bool> GiveImageAsync(ImageArchive image, CancellationToken cancellationToken);

    /// <summary>
    /// An administrator's kubeconfig file, for tools and other sessions: the user's own, or one written for the purpose,
    /// which only this user can read and which is removed with this object.
    /// </summary>
    Task<KubeconfigFile> KubeconfigFileAsync(CancellationToken cancellationToken);

    /// <summary>Reads a text file on the (only) node; null where nodes cannot be read or the file is not there.</summary>
    Task<string?> ReadNodeFileAsync(string path, CancellationToken cancellationToken);

    /// <summary>Runs a command on the (only) node; null where nodes cannot be reached.</summary>
    /// <returns>Exit code and output, both streams.</returns>
    Task<(long ExitCode, string Output)?> RunOnNodeAsync(IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>Saves the node's logs into a folder, as far as they are available, even from a dead node.</summary>
    Task SaveLogsAsync(string folder, CancellationToken cancellationToken);
}
