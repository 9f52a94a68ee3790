using System.Text;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Methods that the proxy passes on, and those that end at the API server even for a caller with every verb (source:
/// pkg/registry/core/service/proxy.go, proxyMethods).
/// </summary>
public static class MethodCases
{
    private const string Whole = "method, path, query and body as sent";

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        .. new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" }
            .Select(method => new ProxyCase(method, Whole, hello => EchoAsync(hello, method))),
        new("HEAD", "200 and the length, without a body", HeadAsync),
        .. new[] { "TRACE", "BREW" }.Select(method => new ProxyCase(
            method,
            "405 MethodNotAllowed: does not allow this method",
            async hello => (await hello.CallAsync(method, "/echo")).Says("does not allow this method"))),
    ];

    private static async Task<string> EchoAsync(ProxiedHello hello, string method)
    {
        var body = $"text of {method}: ü";
        var answer = await hello.CallAsync(method, "/echo/a?b=c", new ByteArrayContent(Encoding.UTF8.GetBytes(body)));
        if (answer.Echoed() is not { } echoed)
            return answer.Says();
        return (echoed.Method, echoed.Path, echoed.Query, echoed.Body) == (method, "/echo/a", "?b=c", body)
            ? Whole
            : $"{echoed.Method} {echoed.Path}{echoed.Query} with \"{echoed.Body}\"";
    }

    private static async Task<string> HeadAsync(ProxiedHello hello)
    {
        var answer = await hello.CallAsync("HEAD", "/bytes/1000");
        return answer is { Status: 200, Body.Length: 0 } && answer.Header("Content-Length") == "1000"
            ? "200 and the length, without a body"
            : $"{answer.Status}, Content-Length {answer.Header("Content-Length")}, {answer.Body.Length} bytes";
    }
}
