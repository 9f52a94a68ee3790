using System.Text.Json;
using k8s;

namespace Harness.Workloads;

/// <summary>Load made by a pod inside the cluster, for hosts that reach no node: hello-app's <c>load</c> command.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
public sealed class PodLoad(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(120);

    /// <summary>Keeps connections to a URL busy for a while.</summary>
    /// <param name="ns">Where the pod runs; it is removed afterwards.</param>
    /// <param name="url">What is called.</param>
    /// <param name="connections">Connections kept busy at once.</param>
    /// <param name="during">For how long.</param>
    /// <param name="warmup">For how long before, uncounted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="caller">As whom; null for nobody.</param>
    public async Task<PodLoadResult> RunAsync(
        string ns, Uri url, int connections, TimeSpan during, TimeSpan warmup, CancellationToken cancellationToken, PodCaller? caller = null)
    {
        string[] command =
        [
            "load", "--url", url.AbsoluteUri, "--connections", FormattableString.Invariant($"{connections}"),
            "--seconds", FormattableString.Invariant($"{during.TotalSeconds:0.###}"),
            "--warmup", FormattableString.Invariant($"{warmup.TotalSeconds:0.###}"),
            .. caller?.Options ?? [],
        ];
        var output = await new OneShotPod(admin, image).RunAsync(ns, caller?.ServiceAccount, command, during + warmup + Slack, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize<PodLoadResult>(output, JsonSerializerOptions.Web)!;
        }
        catch (JsonException malformed)
        {
            throw HarnessException.Undecided($"the load pod in {ns} gave no figures, but said: {output.Trim()}", malformed);
        }
    }
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
public sealed record PodLoadLatencies(IReadOnlyList<IReadOnlyList<long>> Histogram)
{
    /// <summary>The median in milliseconds, by nearest rank; not a number where nothing was answered.</summary>
    public double MedianMilliseconds
    {
        get
        {
            var left = (Histogram.Sum(bucket => bucket[1]) + 1) / 2;
            foreach (var bucket in Histogram)
            {
                left -= bucket[1];
                if (left <= 0)
                    return bucket[0] / 1000.0;
            }

            return double.NaN;
        }
    }
}
