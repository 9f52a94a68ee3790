using k8s;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>What the pods of a workload report while they start.</summary>
/// <param name="Description">For people.</param>
/// <param name="UnpulledImage">An image that a node cannot get; null if that is not the problem.</param>
internal sealed record PodStates(string Description, string? UnpulledImage)
{
    /// <summary>The kubelet's words (source: pkg/kubelet/images/types.go).</summary>
    private static readonly string[] PullFailures = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];

    /// <summary>Asks for the pods that a Deployment selects.</summary>
    public static async Task<PodStates> ReadAsync(
        IKubernetes admin, V1Deployment deployment, string ns, CancellationToken cancellationToken)
    {
        var selector = string.Join(',', deployment.Spec.Selector.MatchLabels.Select(label => $"{label.Key}={label.Value}"));
        var pods = await admin.CoreV1.ListNamespacedPodAsync(ns, labelSelector: selector, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var unpulled = pods.Items.SelectMany(Containers)
            .FirstOrDefault(container => PullFailures.Contains(container.State.Waiting?.Reason));
        return new PodStates(string.Join("; ", pods.Items.Select(Describe).DefaultIfEmpty("no pods")), ImageOf(unpulled));

        // The status names the image as the node resolved it, which need not be as it was asked for.
        string? ImageOf(V1ContainerStatus? status) =>
            deployment.Spec.Template.Spec.Containers.FirstOrDefault(container => container.Name == status?.Name)?.Image;
    }

    private static string Describe(V1Pod pod)
    {
        var waiting = Containers(pod).Select(container => container.State.Waiting).Where(state => state is not null);
        return string.Concat(
            waiting.Select(state => $" ({state.Reason}: {state.Message})").Prepend($"{pod.Metadata.Name} {pod.Status.Phase}"));
    }

    private static IEnumerable<V1ContainerStatus> Containers(V1Pod pod) => pod.Status.ContainerStatuses ?? [];
}
