using k8s.Models;

namespace Harness.Workloads;

/// <summary>Why pods do not start, in the words of whoever keeps them from it.</summary>
/// <param name="Words">What keeps them from it, e.g. a quota's refusal.</param>
/// <param name="Patience">How long it may pass by itself.</param>
/// <param name="Image">The image that a node cannot get; null if that is not the problem.</param>
internal sealed record PodTrouble(string Words, TimeSpan Patience, string? Image = null)
{
    /// <summary>The kubelet's words for an image that it cannot get (source: pkg/kubelet/images/types.go).</summary>
    private static readonly string[] PullFailures = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"];

    /// <summary>Its words for a container that it cannot make (source: pkg/kubelet/kuberuntime/kuberuntime_container.go).</summary>
    private static readonly string[] StartFailures =
        ["CreateContainerConfigError", "CreateContainerError", "PreCreateHookError", "RunContainerError"];

    /// <summary>What an admission plugin says until something else has caught up: a service account, its token, a quota's count.</summary>
    private static readonly string[] Passing = ["error looking up service account", "no API token found", "status unknown for quota"];

    /// <summary>What somebody says who has decided.</summary>
    private static readonly string[] Decided = [" is forbidden: ", " is invalid: ", " denied the request"];

    /// <summary>A registry's or a webhook's hiccup is over by then; what lasts longer lasts for ever.</summary>
    private static readonly TimeSpan Hiccup = TimeSpan.FromSeconds(20);

    /// <summary>Pods that have just ended count for a quota until they are removed.</summary>
    private static readonly TimeSpan QuotaLag = TimeSpan.FromSeconds(5);

    /// <summary>What keeps a Deployment from making its pods; null if nothing does.</summary>
    public static PodTrouble? Of(V1Deployment? deployment) =>
        deployment?.Status?.Conditions?.FirstOrDefault(one => one is { Type: "ReplicaFailure", Status: "True" })?.Message is { } refusal
            ? Refused(refusal)
            : null;

    /// <summary>What the API server said when it refused a pod.</summary>
    public static PodTrouble Refused(string refusal) =>
        new($"the API server refuses them: {Explained(refusal)}", PatienceWith(refusal));

    /// <summary>What keeps a pod from starting; null if nothing does.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="asked">As it was asked for: its status, and behind a webhook its own specification, name its images otherwise.</param>
    public static PodTrouble? Of(V1Pod pod, V1PodSpec asked)
    {
        foreach (var status in pod.Status.ContainerStatuses ?? [])
        {
            if (status.State.Waiting is not { Reason: { } reason } waiting)
                continue;
            var image = asked.Containers.FirstOrDefault(container => container.Name == status.Name)?.Image ?? status.Image;
            if (PullFailures.Contains(reason))
                return new PodTrouble($"{reason}: {waiting.Message}", Hiccup, image);
            if (StartFailures.Contains(reason))
                return new PodTrouble($"the node cannot start them: {reason}: {waiting.Message}", Hiccup);
        }

        return Unscheduled(pod) is { } words ? new PodTrouble($"no node takes them: {words}", Hiccup) : null;
    }

    /// <summary>Why the scheduler finds no node for a pod; null if it found one, or has not looked.</summary>
    public static string? Unscheduled(V1Pod pod) =>
        pod.Status.Conditions?.FirstOrDefault(one => one is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" })?.Message;

    private static TimeSpan PatienceWith(string refusal)
    {
        if (Passing.Any(words => refusal.Contains(words, StringComparison.OrdinalIgnoreCase)))
            return Hiccup;
        if (refusal.Contains("exceeded quota", StringComparison.Ordinal))
            return QuotaLag;
        return Decided.Any(words => refusal.Contains(words, StringComparison.Ordinal)) ? TimeSpan.Zero : Hiccup;
    }

    /// <summary>A refusal, with what can be done about it where that is known.</summary>
    public static string Explained(string refusal) => refusal
        + (refusal.Contains("must specify", StringComparison.Ordinal) && refusal.Contains("limits.cpu", StringComparison.Ordinal)
            ? "; pods of Harness have no limit on CPU, as it would distort what is measured: a LimitRange can set one by default"
            : "");
}
