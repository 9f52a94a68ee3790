using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>What the pods of a workload report while they start.</summary>
/// <param name="Description">For people.</param>
/// <param name="Trouble">What keeps them from starting; null if nothing does.</param>
internal sealed record PodStates(string Description, PodTrouble? Trouble)
{
    /// <summary>Events that say that a node is on its way (source: cluster-autoscaler, Karpenter).</summary>
    private static readonly string[] NodeToCome = ["TriggeredScaleUp", "Nominated"];

    /// <summary>Asks for the pods that a Deployment selects, and for what the API server told it about those that are missing.</summary>
    public static async Task<PodStates> ReadAsync(
        IKubernetes admin, V1Deployment deployment, string ns, CancellationToken cancellationToken)
    {
        var selector = string.Join(',', deployment.Spec.Selector.MatchLabels.Select(label => $"{label.Key}={label.Value}"));
        var pods = (await admin.CoreV1.ListNamespacedPodAsync(ns, labelSelector: selector, cancellationToken: cancellationToken)
            .ConfigureAwait(false)).Items;
        var trouble = pods.Select(pod => PodTrouble.Of(pod, deployment.Spec.Template.Spec)).FirstOrDefault(one => one is not null);
        if (trouble is null && pods.Count < (deployment.Spec.Replicas ?? 1))
            trouble = PodTrouble.Of(await ReadAsync(admin, deployment.Metadata.Name, ns, cancellationToken).ConfigureAwait(false));
        if (await AwaitsNodeAsync(admin, pods, ns, cancellationToken).ConfigureAwait(false))
            trouble = null;
        var states = pods.Select(Describe).DefaultIfEmpty("no pods");
        return new PodStates(string.Join("; ", states), trouble);
    }

    /// <summary>Whether an autoscaler has promised a node to a pod that has none.</summary>
    public static async Task<bool> AwaitsNodeAsync(
        IKubernetes admin, IEnumerable<V1Pod> pods, string ns, CancellationToken cancellationToken)
    {
        var homeless = pods.Where(pod => PodTrouble.Unscheduled(pod) is not null).Select(pod => pod.Metadata.Name).ToHashSet();
        if (homeless.Count == 0)
            return false;
        var events = await admin.CoreV1.ListNamespacedEventAsync(
            ns, fieldSelector: "involvedObject.kind=Pod", limit: 500, cancellationToken: cancellationToken).ConfigureAwait(false);
        return events.Items.Any(one => NodeToCome.Contains(one.Reason) && homeless.Contains(one.InvolvedObject.Name));
    }

    /// <summary>Null where it is not there yet.</summary>
    private static async Task<V1Deployment?> ReadAsync(IKubernetes admin, string name, string ns, CancellationToken cancellationToken)
    {
        try
        {
            return await admin.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string Describe(V1Pod pod)
    {
        var waiting = (pod.Status.ContainerStatuses ?? []).Select(container => container.State.Waiting).Where(state => state is not null)
            .Select(state => $" ({state.Reason}: {state.Message})");
        var homeless = PodTrouble.Unscheduled(pod) is { } words ? $" (Unschedulable: {words})" : "";
        return string.Concat(waiting.Prepend($"{pod.Metadata.Name} {pod.Status.Phase}{homeless}"));
    }
}
