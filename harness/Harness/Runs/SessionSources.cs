using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Files;
using Harness.Images;
using Harness.Rbac.Objects;

namespace Harness.Runs;

/// <summary>Where a session finds what it builds from, and where it reports.</summary>
/// <param name="Folders">The repository.</param>
/// <param name="Cache">Where what was built is kept.</param>
/// <param name="Progress">Receives progress messages.</param>
/// <param name="FailureLogs">Folder for the node's log when it does not become ready; null to show its end only.</param>
public sealed record SessionSources(HarnessFolders Folders, CacheFolder Cache, IProgress<string> Progress, string? FailureLogs = null)
{
    /// <summary>
    /// What the run needs on an existing cluster, where that is known to be less than any run may need: nothing else is asked about, and
    /// what it does not make is not tried. Null for all.
    /// </summary>
    public IReadOnlyList<AccessQuestion>? Needed { get; init; }

    /// <summary>What gets a cluster.</summary>
    public ClusterProvider Provider(ClusterOptions options) =>
        new(Folders, Cache, options, Progress) { FailureLogs = FailureLogs, Needed = Needed };

    /// <summary>Builds the workload's image, or takes it from the cache.</summary>
    public Task<ImageArchive> BuildHelloAsync(CancellationToken cancellationToken) =>
        HelloAppImage.BuildAsync(Folders, Cache, Progress, cancellationToken);

    /// <summary>The workload's image by name, built or not.</summary>
    public ImageArchive NamedHello() => HelloAppImage.Named(Folders, Cache);

    /// <summary>Builds a third-party image from Debian packages, or takes it from the cache.</summary>
    public Task<ImageArchive> BuildAsync(ThirdPartyImage image, CancellationToken cancellationToken) =>
        DebianImage.BuildAsync(image, Folders, Cache, Progress, cancellationToken);
}
