using k8s;
using k8s.Models;

namespace Harness.Workloads.Agents;

/// <summary>What the Job's controller was told when it made pods: a Job has no condition for that, only events.</summary>
internal static class AgentEvents
{
    private const string Failed = "FailedCreate";
    private const string Pull = "Failed to pull image";
    private const string Prefix = "Error creating: ";

    /// <summary>The newest refusal; null where there is none, or a pod was taken since.</summary>
    /// <param name="admin">Client of an administrator.</param>
    /// <param name="ns">Where the Job is.</param>
    /// <param name="pods">The pods that there are: by the API server's own clock, they tell which refusals are past.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<string?> RefusalAsync(
        IKubernetes admin, string ns, IEnumerable<V1Pod> pods, CancellationToken cancellationToken)
    {
        var taken = pods.Max(pod => pod.Metadata.CreationTimestamp) ?? DateTime.MinValue;
        var events = await admin.CoreV1.ListNamespacedEventAsync(
            ns,
            fieldSelector: $"involvedObject.kind=Job,involvedObject.name={AgentObjects.Name},reason={Failed}",
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return events.Items.Where(one => Moment(one) >= taken).OrderBy(Moment).LastOrDefault()?.Message is { } message
            ? message.StartsWith(Prefix, StringComparison.Ordinal) ? message[Prefix.Length..] : message
            : null;
    }

    /// <summary>
    /// Why a node could not pull an image, in its registry's words: while a pod waits for the next try, its status no longer says so.
    /// </summary>
    /// <returns>Null where no event tells.</returns>
    public static async Task<string?> PullFailureAsync(IKubernetes admin, string ns, CancellationToken cancellationToken)
    {
        var events = await admin.CoreV1.ListNamespacedEventAsync(
            ns, fieldSelector: "involvedObject.kind=Pod,reason=Failed", limit: 500, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return events.Items.Where(one => one.Message?.StartsWith(Pull, StringComparison.Ordinal) == true)
            .OrderBy(Moment).LastOrDefault()?.Message;
    }

    private static DateTime Moment(Corev1Event one) =>
        one.LastTimestamp ?? one.EventTime ?? one.Metadata.CreationTimestamp ?? DateTime.MinValue;
}
