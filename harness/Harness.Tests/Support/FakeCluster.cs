using Harness.Api;
using Harness.Clusters;
using Harness.Images;
using k8s;

namespace Harness.Tests.Support;

/// <summary>A cluster that only takes images.</summary>
internal sealed class FakeCluster(bool pullsImages, bool reachesRegistry = true) : ICluster
{
    public List<string> Given { get; } = [];

    public ClusterFacts Facts => throw new NotSupportedException();

    public IKubernetes Admin => throw new NotSupportedException();

    public ApiServerAddress Api => throw new NotSupportedException();

    public bool IsThrowaway => true;

    public bool PullsImages { get; } = pullsImages;

    public Task<bool> CanPullAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(PullsImages && reachesRegistry);

    public CancellationToken Lost => CancellationToken.None;

    public string? LostBecause => null;

    public Task<DirectRoute> FindDirectRouteAsync(DirectRouteKind? wanted, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> GiveImageAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        Given.Add(image.Reference);
        return Task.FromResult(true);
    }

    public Task<string?> ReadNodeFileAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(long ExitCode, string Output)?> RunOnNodeAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<KubeconfigFile> KubeconfigFileAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SaveLogsAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
