using System.Globalization;
using Harness.Api;
using k8s;

namespace Harness.Load.SideEffects;

/// <summary>How often the API server read from storage since its start, by its own metrics.</summary>
/// <remarks>
/// <c>etcd_request_duration_seconds_count</c> with the operations get and list. Source:
/// https://kubernetes.io/docs/reference/instrumentation/metrics/
/// </remarks>
internal static class StorageReads
{
    private const string Metric = "etcd_request_duration_seconds_count{";
    private static readonly string[] Operations = ["operation=\"get\"", "operation=\"list\""];

    /// <summary>Asks; without a count, with the reason why not.</summary>
    public static async Task<(double? Count, string? Missing)> ReadAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        try
        {
            var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Get, "metrics", null, cancellationToken).ConfigureAwait(false);
            if (status != 200)
                return (null, FormattableString.Invariant($"GET /metrics of the API server was answered with {status}"));
            return Parse(text) is { } count ? (count, null) : (null, $"the API server's metrics hold no {Metric.TrimEnd('{')}");
        }
        catch (HttpRequestException failure)
        {
            return (null, $"GET /metrics of the API server failed: {failure.GetBaseException().Message}");
        }
    }

    /// <summary>The sum over all kinds of objects; null where the metric is not there.</summary>
    internal static double? Parse(string metrics)
    {
        double? sum = null;
        foreach (var line in metrics.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(Metric, StringComparison.Ordinal) || line.LastIndexOf(' ') is var at && at < 0)
                continue;
            sum ??= 0;
            foreach (var operation in Operations)
            {
                if (line.Contains(operation, StringComparison.Ordinal)
                    && double.TryParse(line[(at + 1)..], CultureInfo.InvariantCulture, out var count))
                {
                    sum += count;
                }
            }
        }

        return sum;
    }
}
