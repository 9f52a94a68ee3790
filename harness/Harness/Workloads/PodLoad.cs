using System.Text.Json;
using Harness.Waiting;
using k8s;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>Load made by a pod inside the cluster, for hosts that reach no node: hello-app's <c>load</c> command.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
public sealed class PodLoad(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    /// <summary>Keeps connections to a URL busy for a while.</summary>
    /// <param name="ns">Where the pod runs; it is removed afterwards.</param>
    /// <param name="url">What is called.</param>
    /// <param name="connections">Connections kept busy at once.</param>
    /// <param name="during">For how long.</param>
    /// <param name="warmup">For how long before, uncounted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PodLoadResult> RunAsync(
        string ns, Uri url, int connections, TimeSpan during, TimeSpan warmup, CancellationToken cancellationToken)
    {
        var pod = await admin.CoreV1.CreateNamespacedPodAsync(
            Pod(url, connections, during, warmup), ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            var name = pod.Metadata.Name;
            var deadline = during + warmup + Slack;
            await new Condition($"pod {ns}/{name} has run its load", deadline).WaitAsync(
                async ct =>
                {
                    var now = await admin.CoreV1.ReadNamespacedPodAsync(name, ns, cancellationToken: ct).ConfigureAwait(false);
                    return now.Status.Phase is "Succeeded" or "Failed" ? Seen.Met(true) : Seen.NotYet<bool>(now.Status.Phase);
                },
                cancellationToken).ConfigureAwait(false);
            return await ReadAsync(ns, name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            using var bound = new CancellationTokenSource(Slack);
            await admin.CoreV1.DeleteNamespacedPodAsync(
                pod.Metadata.Name, ns, gracePeriodSeconds: 0, cancellationToken: bound.Token).ConfigureAwait(false);
        }
    }

    private async Task<PodLoadResult> ReadAsync(string ns, string name, CancellationToken cancellationToken)
    {
        var log = await admin.CoreV1.ReadNamespacedPodLogAsync(name, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (log.ConfigureAwait(false))
        {
            using var reader = new StreamReader(log);
            var text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return JsonSerializer.Deserialize<PodLoadResult>(text, JsonSerializerOptions.Web)!;
            }
            catch (JsonException malformed)
            {
                throw HarnessException.Undecided($"the load pod {ns}/{name} gave no figures, but said: {text.Trim()}", malformed);
            }
        }
    }

    private V1Pod Pod(Uri url, int connections, TimeSpan during, TimeSpan warmup) => new()
    {
        Metadata = new V1ObjectMeta { GenerateName = "load-" },
        Spec = new V1PodSpec
        {
            RestartPolicy = "Never",
            AutomountServiceAccountToken = false,
            TerminationGracePeriodSeconds = 1,
            Containers =
            [
                new V1Container
                {
                    Name = "load",
                    Image = image.Reference,
                    ImagePullPolicy = "IfNotPresent",
                    Args =
                    [
                        "load", "--url", url.AbsoluteUri, "--connections", FormattableString.Invariant($"{connections}"),
                        "--seconds", FormattableString.Invariant($"{during.TotalSeconds:0.###}"),
                        "--warmup", FormattableString.Invariant($"{warmup.TotalSeconds:0.###}"),
                    ],
                },
            ],
        },
    };
}

/// <summary>What hello-app's <c>load</c> command prints.</summary>
/// <param name="Seconds">Measured length.</param>
/// <param name="Requests">Requests answered with 2xx.</param>
/// <param name="Errors">Requests that failed, by kind.</param>
/// <param name="LatencyMicroseconds">Latencies of the answered requests.</param>
/// <param name="FirstStatus">HTTP status of the first answer; null when none came.</param>
/// <param name="FirstBody">Its body's beginning.</param>
public sealed record PodLoadResult(
    double Seconds,
    long Requests,
    IReadOnlyDictionary<string, long> Errors,
    PodLoadLatencies LatencyMicroseconds,
    int? FirstStatus,
    string? FirstBody);

/// <summary>Latencies in microseconds.</summary>
/// <param name="Histogram">Pairs of a bucket's upper bound and the count in it.</param>
public sealed record PodLoadLatencies(IReadOnlyList<IReadOnlyList<long>> Histogram);
