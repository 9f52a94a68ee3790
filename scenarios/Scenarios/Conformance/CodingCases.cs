using System.IO.Compression;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Compression and trailers. If the caller names no coding, Go's transport in the API server asks for gzip itself and unpacks the
/// answer (source: net/http, Transport.DisableCompression).
/// </summary>
public static class CodingCases
{
    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        new("Accept-Encoding: gzip", "gzip, as sent", hello => FetchAsync(hello, "gzip")),
        new("no Accept-Encoding", "plain, unpacked by the API server", hello => FetchAsync(hello, null)),
        new("Accept-Encoding: identity", "plain, as sent", hello => FetchAsync(hello, "identity")),
        new("no Accept-Encoding, at the backend", "gzip", hello => AskedForAsync(hello, null)),
        new("Accept-Encoding: br, at the backend", "br", hello => AskedForAsync(hello, "br")),
        new("HTML as gzip", "gzip, its links rewritten", HtmlAsync),
        new("a trailer that was announced", Words.AsSent, hello => TrailerAsync(hello, "X-Announced")),
        new("a trailer that was not announced", Words.AsSent, hello => TrailerAsync(hello, "X-Unannounced")),
        new("the announcement of a trailer", Words.AsSent, async hello => (await hello.GetAsync("/trailers")).Header("Trailer") switch
        {
            "X-Announced" => Words.AsSent,
            null => Words.Removed,
            var other => other,
        }),
    ];

    /// <summary>hello-app sends a Content-Length; an answer without it was unpacked on the way.</summary>
    private static async Task<string> FetchAsync(ProxiedHello hello, string? accepted)
    {
        var answer = await hello.GetAsync("/gzip", accepted is null ? [] : [("Accept-Encoding", accepted)]);
        var coding = answer.Header("Content-Encoding");
        var text = coding == "gzip" ? await UnpackAsync(answer.Body, hello.Stop) : answer.Text;
        if (answer.Status != 200 || text.Length != 1400 || text.Split('\n').Distinct().Count() != 2)
            return $"{coding ?? "plain"}: {answer.Says()}";
        return (coding ?? "plain") + (answer.Header("Content-Length") is null ? ", unpacked by the API server" : ", as sent");
    }

    private static Task<string> AskedForAsync(ProxiedHello hello, string? accepted) => hello.EchoAsync(
        "/echo", echoed => echoed.Header("Accept-Encoding") ?? "nothing", accepted is null ? [] : [("Accept-Encoding", accepted)]);

    private static async Task<string> HtmlAsync(ProxiedHello hello)
    {
        var answer = await hello.GetAsync("/gzip/html", ("Accept-Encoding", "gzip"));
        if (answer.Header("Content-Encoding") != "gzip")
            return $"not gzip: {answer.Says("<!DOCTYPE html>")}";
        var page = await UnpackAsync(answer.Body, hello.Stop);
        return page.Contains($"href=\"{hello.Prefix}/echo?from=absolute\"", StringComparison.Ordinal)
            ? "gzip, its links rewritten"
            : "gzip, its links as sent";
    }

    private static async Task<string> TrailerAsync(ProxiedHello hello, string name) =>
        (await hello.GetAsync("/trailers")).Trailers.GetValueOrDefault(name) switch
        {
            "yes" => Words.AsSent,
            null => Words.Removed,
            var other => other,
        };

    private static async Task<string> UnpackAsync(byte[] packed, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
