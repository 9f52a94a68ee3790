using System.Diagnostics;
using System.Net.Security;

namespace HelloApp.Load;

/// <summary>A closed loop: each of N workers sends its next request when the one before was answered.</summary>
internal static class LoadGenerator
{
    public static async Task<LoadResult> RunAsync(LoadOptions options)
    {
        using var client = new HttpMessageInvoker(Handler(options));
        using var stop = new CancellationTokenSource();
        var first = new FirstAnswer();
        var authorization = options.Caller.Authorization();
        var start = Stopwatch.GetTimestamp() + Ticks(options.Warmup);
        var end = start + Ticks(options.Duration);
        var workers = Enumerable.Range(0, options.Connections)
            .Select(_ => new LoadWorker(client, options.Url, authorization, first, start, end))
            .ToArray();

        var running = Task.WhenAll(workers.Select(worker => Task.Run(() => worker.RunAsync(stop.Token), CancellationToken.None)));
        stop.CancelAfter(options.Warmup + options.Duration);
        await running;

        // What is answered after the end is not counted, so the time after it is not measured either.
        var seconds = Stopwatch.GetElapsedTime(start, Math.Clamp(Stopwatch.GetTimestamp(), start, end)).TotalSeconds;
        return Sum(workers, seconds, first);
    }

    private static SocketsHttpHandler Handler(LoadOptions options) => new()
    {
        MaxConnectionsPerServer = options.Connections,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        SslOptions = Tls(options),
    };

    private static SslClientAuthenticationOptions Tls(LoadOptions options)
    {
        var tls = options.Caller.Tls();
        // Asked for by name; what is measured is the way, not the identity at its end.
#pragma warning disable CA5359
        tls.RemoteCertificateValidationCallback = options.Insecure ? (_, _, _, _) => true : null;
#pragma warning restore CA5359
        return tls;
    }

    private static LoadResult Sum(LoadWorker[] workers, double seconds, FirstAnswer first)
    {
        var latencies = new LatencyHistogram();
        var errors = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var worker in workers)
        {
            latencies.Add(worker.Latencies);
            foreach (var (kind, count) in worker.Errors)
                errors[kind] = errors.GetValueOrDefault(kind) + count;
        }

        var requests = workers.Sum(worker => worker.Requests);
        var summary = new LatencySummary(latencies.Pairs(), latencies.Max);
        return new LoadResult(Math.Round(seconds, 6), requests, errors, summary, first.Status, first.Body);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
