using Harness.Images;
using Harness.Waiting;

namespace Harness.Clusters.Node;

/// <summary>Waits for what a node provides while it starts.</summary>
internal static class StartingNode
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Images: a pod that starts before its image is there would try to pull it, and then back off.</summary>
    public static Task<bool> ImagesAsync(NodeContainer node, IReadOnlyList<ImageArchive> images, CancellationToken cancellationToken) =>
        new Condition("the node has imported its images", Deadline).WaitAsync(
            async ct =>
            {
                var there = await node.ImagesAsync(ct).ConfigureAwait(false);
                var missing = images.Select(image => image.Reference).Where(reference => !there.Contains(reference)).ToList();
                return missing.Count == 0 ? Seen.Met(true) : Seen.NotYet<bool>($"without {string.Join(", ", missing)}");
            },
            cancellationToken);

    /// <summary>The node's admin kubeconfig, as it wrote it.</summary>
    public static Task<string> KubeconfigAsync(NodeContainer node, CancellationToken cancellationToken) =>
        new Condition("the node has written its kubeconfig", Deadline).WaitAsync(
            async ct =>
            {
                await node.EnsureRunningAsync(ct).ConfigureAwait(false);
                return await node.ReadKubeconfigAsync(ct).ConfigureAwait(false) is { Length: > 0 } yaml
                    ? Seen.Met(yaml)
                    : Seen.NotYet<string>("no file");
            },
            cancellationToken);

    /// <summary>A node's kubeconfig as YAML, with an address that this host reaches.</summary>
    public static async Task<string> AddressedAsync(NodeContainer node, string yaml, CancellationToken cancellationToken)
    {
        // The port is published from the start, but nothing listens on it for the first seconds.
        var address = await new Condition("the API server's port answers", Deadline).WaitAsync(
            async ct =>
            {
                var address = await node.ApiServerAsync(ct).ConfigureAwait(false);
                return await Reachability.ConnectsAsync(address.Host, address.Port, ct).ConfigureAwait(false)
                    ? Seen.Met(address)
                    : Seen.NotYet<Uri>($"{address.Authority} refuses");
            },
            cancellationToken).ConfigureAwait(false);
        return NodeKubeconfig.At(address, yaml);
    }
}
