using k8s;

namespace Harness.Clusters;

/// <summary>Which images the nodes hold already.</summary>
internal static class NodeImages
{
    /// <summary>Whether every node lists an image in its status (it lists the largest 50 by default).</summary>
    public static async Task<bool> HasAsync(IKubernetes admin, string reference, CancellationToken cancellationToken)
    {
        var nodes = await admin.CoreV1.ListNodeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return nodes.Items.Count > 0 && nodes.Items.All(node => node.Status.Images?.Any(image => image.Names?.Contains(reference) == true) == true);
    }
}
