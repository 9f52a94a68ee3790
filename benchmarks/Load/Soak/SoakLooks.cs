using System.Globalization;
using Harness.Api;
using Harness.Clusters;
using Harness.Load.SideEffects;
using Harness.Results;
using k8s.Autorest;

namespace Harness.Load.Soak;

/// <summary>Looks at memory and sockets between windows, never during one.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class SoakLooks(ICluster cluster)
{
    private const string Metric = "process_resident_memory_bytes ";

    /// <summary>Takes one; what is not known is named.</summary>
    public async Task<(SoakLook Look, string? Missing)> TakeAsync(CancellationToken stop)
    {
        var node = await NodeCounters.ReadAsync(cluster, stop).ConfigureAwait(false);
        var (memory, missing) = node is null
            ? await MemoryAsync(stop).ConfigureAwait(false)
            : (node.ApiServerMemory, node.ApiServerMemory is null ? "API server's memory: no program on the node has its name" : null);
        var sockets = HostSockets.Read();
        // Collected first: otherwise it is garbage that comes and goes.
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        return (new SoakLook(memory, Environment.WorkingSet, heap, sockets?.Established, sockets?.TimeWait, node?.TimeWait), missing);
    }

    /// <summary>By the API server's own metrics, where its node cannot be looked into and they may be read.</summary>
    private async Task<(long? Bytes, string? Missing)> MemoryAsync(CancellationToken stop)
    {
        try
        {
            var (status, text) = await RawApi.CallAsync(cluster.Admin, HttpMethod.Get, "metrics", null, stop).ConfigureAwait(false);
            return status != 200
                ? (null, FormattableString.Invariant($"API server's memory: GET /metrics was answered with {status}"))
                : Parse(text) is { } bytes ? (bytes, null) : (null, $"API server's memory: /metrics holds no {Metric.TrimEnd()}");
        }
        catch (Exception failure) when (failure is HttpRequestException or HttpOperationException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, $"API server's memory: GET /metrics failed: {failure.GetBaseException().Message}");
        }
    }

    /// <summary>The metric's value; null where it is not there.</summary>
    /// <remarks>Source: https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics</remarks>
    internal static long? Parse(string metrics)
    {
        foreach (var line in metrics.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Metric, StringComparison.Ordinal)
                && double.TryParse(line[Metric.Length..], CultureInfo.InvariantCulture, out var bytes))
            {
                return (long)bytes;
            }
        }

        return null;
    }
}
