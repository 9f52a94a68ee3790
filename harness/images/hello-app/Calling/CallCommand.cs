using System.Diagnostics;
using System.Text.Json;
using Harness.Load.Engine;
using HelloApp.Endpoints;

namespace HelloApp.Calling;

/// <summary>
/// Makes one GET from where this program runs, as a consumer in the cluster does: with its mounted token and the cluster's CA.
/// </summary>
internal static class CallCommand
{
    private const int NoAnswer = 1;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(string[] args)
    {
        var result = await PatientlyAsync(CallOptions.Parse(args));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, HelloJson.Default.HttpAnswer));
        return result.Error is null ? 0 : NoAnswer;
    }

    /// <summary>Calls; where nothing answers, again and again while patience lasts.</summary>
    internal static async Task<HttpAnswer> PatientlyAsync(CallOptions options)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(Between))
        {
            var result = await OnceAsync(options);
            if (result.Status is not (null or 502 or 503 or 504) || Stopwatch.GetElapsedTime(begun) >= options.Patience)
                return result;
        }
    }

    private static Task<HttpAnswer> OnceAsync(CallOptions options) =>
        HttpAnswer.AskAsync(options.Caller.Target(options.Url, ""), Timeout, TimeProvider.System, CancellationToken.None);
}
