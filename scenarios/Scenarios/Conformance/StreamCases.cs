using Harness.Scenarios.Running;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Answers that come in parts. The backend sends each further part only when another request asks for it, so a caller that has the first
/// before asking knows that nothing was held back; no clock is needed. The proxy passes on what it has at least every 200 ms, except HTML,
/// which it reads whole to rewrite it (source: k8s.io/apimachinery/pkg/util/proxy, defaultFlushInterval and rewriteResponse).
/// </summary>
public static class StreamCases
{
    private const string Streamed = "the first part is there before the second is sent";
    private const string Incomplete = "200, then an incomplete body";
    private static readonly TimeSpan FirstPart = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        new("server-sent events", Streamed, hello => PartsAsync(hello, "text/event-stream")),
        new("chunked plain text", Streamed, hello => PartsAsync(hello, "text/plain")),
        new("chunked JSON", Streamed, hello => PartsAsync(hello, "application/json")),
        new("chunked HTML", "held back until its end, and sent with its length", HtmlAsync),
        new("closed mid-body, chunked", Incomplete, hello => CutAsync(hello, "")),
        new("closed mid-body, length promised", Incomplete, hello => CutAsync(hello, "?length=1000")),
        new("closed mid-body, HTML", "500 of the API server instead", CutHtmlAsync),
    ];

    private static async Task<string> PartsAsync(ProxiedHello hello, string type)
    {
        var beginning = BeginAsync(hello, type);
        if (await IsHeldBackAsync(hello, beginning))
        {
            await hello.CallAsync("POST", "/steps/parts/end");
            using var late = (await beginning).Reader;
            return "held back until its end";
        }

        var (reader, first) = await beginning;
        using (reader)
        {
            await hello.CallAsync("POST", "/steps/parts/next");
            await reader.ReadLineAsync(hello.Stop);
            var second = await reader.ReadLineAsync(hello.Stop);
            await hello.CallAsync("POST", "/steps/parts/end");
            var rest = await reader.ReadToEndAsync(hello.Stop);
            return (first, second, rest) == ("data: part 1", "data: part 2", "\n")
                ? Streamed
                : $"\"{first}\", then \"{second}\", then \"{rest}\"";
        }
    }

    /// <summary>Whether the first part fails to arrive while many other calls are answered.</summary>
    private static async Task<bool> IsHeldBackAsync(ProxiedHello hello, Task beginning) => await LastAnswer.WaitAsync(
        new Waiting.Condition("the first part of the stream is there", FirstPart),
        async ct => beginning.IsCompleted
            ? ("there", true)
            : (await (hello with { Stop = ct, Calls = new CallLog() }).SayAsync("/") == Words.Greeting ? "held back" : null, false),
        hello.Stop) == "held back";

    private static async Task<(StreamReader Reader, string? First)> BeginAsync(ProxiedHello hello, string type)
    {
        var response = await hello.OpenAsync("GET", $"/steps/parts?type={type}");
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(hello.Stop));
        return (reader, await reader.ReadLineAsync(hello.Stop));
    }

    private static async Task<string> HtmlAsync(ProxiedHello hello)
    {
        var opening = hello.OpenAsync("GET", "/steps/html?type=text/html");
        await StepAsync(hello, "html", "next");
        await StepAsync(hello, "html", "end");
        using var response = await opening;
        var answer = await hello.ReadAsync(response);
        return answer.Header("Content-Length") == "28" && answer.Text == "data: part 1\n\ndata: part 2\n\n"
            ? "held back until its end, and sent with its length"
            : $"Content-Length {answer.Header("Content-Length") ?? "none"}: {answer.Says("data: part 1")}";
    }

    /// <summary>The caller has the first part before the backend cuts the connection, so status and headers have arrived.</summary>
    private static async Task<string> CutAsync(ProxiedHello hello, string query)
    {
        using var response = await hello.OpenAsync("GET", $"/steps/cut{query}");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(hello.Stop));
        var first = await reader.ReadLineAsync(hello.Stop);
        await StepAsync(hello, "cut", "cut");
        try
        {
            return $"{(int)response.StatusCode}, a complete body: \"{first}\", then \"{await reader.ReadToEndAsync(hello.Stop)}\"";
        }
        catch (IOException)
        {
            return $"{(int)response.StatusCode}, then an incomplete body";
        }
    }

    private static async Task<string> CutHtmlAsync(ProxiedHello hello)
    {
        var opening = hello.OpenAsync("GET", "/steps/cut-html?type=text/html");
        await StepAsync(hello, "cut-html", "cut");
        using var response = await opening;
        var answer = await hello.ReadAsync(response);
        return answer is { Status: 500, Own: not null } ? "500 of the API server instead" : answer.Says("data: part 1");
    }

    /// <summary>Asks for a step of a stream that may still be on its way to the backend.</summary>
    private static async Task StepAsync(ProxiedHello hello, string stream, string step) =>
        await new Waiting.Condition($"the backend has the stream {stream} open", FirstPart).WaitAsync(
            async ct =>
            {
                var answer = await (hello with { Stop = ct }).CallAsync("POST", $"/steps/{stream}/{step}");
                return answer.Status == 202 ? Waiting.Seen.Met(true) : Waiting.Seen.NotYet<bool>(answer.Says());
            },
            hello.Stop);
}
