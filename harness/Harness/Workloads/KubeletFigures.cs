using System.Text.Json;
using Harness.Waiting;
using k8s;

namespace Harness.Workloads;

/// <summary>Reads what containers use from their kubelet's summary, through the API server's proxy to nodes.</summary>
/// <remarks>The kubelet measures every 10 s or so: each figure has the time of its measurement.</remarks>
/// <param name="admin">Client of an administrator who may get nodes/proxy.</param>
public sealed class KubeletFigures(IKubernetes admin)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Waits for figures of containers that are no older than this call.</summary>
    /// <param name="ns">Where the pods are.</param>
    /// <param name="container">Name of the container in each.</param>
    /// <param name="pods">The pods.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Figures by pod.</returns>
    /// <exception cref="k8s.Autorest.HttpOperationException">nodes/proxy is not allowed, or the node has no such figures.</exception>
    public async Task<IReadOnlyDictionary<string, ContainerUsage>> ReadAsync(
        string ns, string container, IReadOnlyCollection<string> pods, CancellationToken cancellationToken)
    {
        var usages = await Task.WhenAll(pods.Select(pod => ReadAsync(ns, container, pod, cancellationToken))).ConfigureAwait(false);
        return pods.Zip(usages).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<ContainerUsage> ReadAsync(string ns, string container, string pod, CancellationToken cancellationToken)
    {
        var running = await admin.CoreV1.ReadNamespacedPodAsync(pod, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        var node = running.Spec.NodeName;
        DateTimeOffset? asked = null;
        return await new Condition($"the kubelet of {node} has new figures of {ns}/{pod} {container}", Deadline).WaitAsync(
            async ct =>
            {
                var (now, usage) = await LookAsync(node, ns, container, pod, ct).ConfigureAwait(false);
                asked ??= now;
                return usage?.Time > asked
                    ? Seen.Met(usage)
                    : Seen.NotYet<ContainerUsage>(usage is null ? "none" : FormattableString.Invariant($"those of {usage.Time:T}"));
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<(DateTimeOffset Now, ContainerUsage? Usage)> LookAsync(
        string node, string ns, string container, string pod, CancellationToken cancellationToken)
    {
        using var answer =
            await admin.CoreV1.ConnectGetNodeProxyWithPathWithHttpMessagesAsync(node, "stats/summary", cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var now = answer.Response.Headers.Date ?? throw HarnessException.Undecided($"the kubelet of {node} does not say what time it is");
        var summary = await JsonSerializer.DeserializeAsync<Summary>(answer.Body, JsonSerializerOptions.Web, cancellationToken)
            .ConfigureAwait(false);
        var figures = summary?.Pods?.FirstOrDefault(candidate => candidate.PodRef == new PodRef(pod, ns))
            ?.Containers?.FirstOrDefault(candidate => candidate.Name == container);
        var usage = figures is { Cpu.UsageCoreNanoSeconds: { } nanoseconds, Memory.WorkingSetBytes: { } bytes }
            ? new ContainerUsage(figures.Cpu.Time, nanoseconds / 1e9, bytes)
            : null;
        return (now, usage);
    }

    private sealed record Summary(IReadOnlyList<Pod>? Pods);

    private sealed record Pod(PodRef PodRef, IReadOnlyList<Container>? Containers);

    private sealed record PodRef(string Name, string Namespace);

    private sealed record Container(string Name, Cpu? Cpu, Memory? Memory);

    private sealed record Cpu(DateTimeOffset Time, long? UsageCoreNanoSeconds);

    private sealed record Memory(long? WorkingSetBytes);
}
