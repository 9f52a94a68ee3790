using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace HelloApp.Load;

/// <summary>One connection kept busy. What falls into the warm-up, or is answered after the end, is not counted.</summary>
internal sealed class LoadWorker(
    HttpMessageInvoker client, Uri url, AuthenticationHeaderValue? authorization, FirstAnswer first, long start, long end)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(5);

    private readonly byte[] _buffer = new byte[16 * 1024];

    public LatencyHistogram Latencies { get; } = new();

    public Dictionary<string, long> Errors { get; } = new(StringComparer.Ordinal);

    public long Requests { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            try
            {
                var status = await SendAsync(stop);
                Count(sent, Stopwatch.GetTimestamp(), status);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Cut off by the end is no error, unless no answer was to be expected any more.
                if (Stopwatch.GetElapsedTime(sent) > Unanswered)
                    CountError("timeout");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                if (Stopwatch.GetTimestamp() >= start)
                    CountError(FailureKind.Of(failure));
                // A refused connection fails at once: without a pause the loop would measure nothing but itself.
                await Task.Delay(PauseAfterFailure, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> SendAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = authorization;
        using var response = await client.SendAsync(request, stop);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var kept = 0;
        while (true)
        {
            // The first answer's beginning is kept; the rest is read over it.
            var into = kept < FirstAnswer.MaxBody ? _buffer.AsMemory(kept) : _buffer.AsMemory(FirstAnswer.MaxBody);
            var read = await body.ReadAsync(into, stop);
            if (read == 0)
                break;
            kept = Math.Min(kept + read, FirstAnswer.MaxBody);
        }

        first.Offer((int)response.StatusCode, _buffer.AsSpan(0, kept));
        return (int)response.StatusCode;
    }

    private void Count(long sent, long answered, int status)
    {
        if (sent < start || answered > end)
            return;
        if (status is < 200 or > 299)
        {
            CountError("status " + status.ToString(CultureInfo.InvariantCulture));
            return;
        }

        Requests++;
        Latencies.Record((long)Stopwatch.GetElapsedTime(sent, answered).TotalMicroseconds);
    }

    private void CountError(string kind) => Errors[kind] = Errors.GetValueOrDefault(kind) + 1;
}
