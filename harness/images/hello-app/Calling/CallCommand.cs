using System.Diagnostics;
using System.Text.Json;

namespace HelloApp.Calling;

/// <summary>Makes one GET from where this program runs, as a consumer in the cluster does: with its mounted token and the cluster's CA.</summary>
internal static class CallCommand
{
    private const int NoAnswer = 1;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(string[] args)
    {
        var result = await PatientlyAsync(CallOptions.Parse(args));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, HelloJson.Default.CallResult));
        return result.Error is null ? 0 : NoAnswer;
    }

    /// <summary>Calls; where nobody answers, again and again while the caller is patient.</summary>
    internal static async Task<CallResult> PatientlyAsync(CallOptions options)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(Between))
        {
            var result = await OnceAsync(options);
            if (result.Status is not (null or 502 or 503 or 504) || Stopwatch.GetElapsedTime(begun) >= options.Patience)
                return result;
        }
    }

    private static async Task<CallResult> OnceAsync(CallOptions options)
    {
        try
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, SslOptions = options.Caller.Tls() };
            using var client = new HttpClient(handler) { Timeout = Timeout };
            using var request = new HttpRequestMessage(HttpMethod.Get, options.Url);
            request.Headers.Authorization = options.Caller.Authorization();
            using var response = await client.SendAsync(request);
            return new CallResult((int)response.StatusCode, await response.Content.ReadAsStringAsync(), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return new CallResult(null, "", $"{FailureKind.Of(failure)}: {options.Url}: {failure.GetBaseException().Message}");
        }
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Error">Why no answer came: one word, a colon, and a sentence; null when one came.</param>
internal sealed record CallResult(int? Status, string Body, string? Error);
