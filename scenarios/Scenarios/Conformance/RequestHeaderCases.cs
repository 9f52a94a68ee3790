using System.Net;
using Harness.Rbac.Objects;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Headers on their way to the backend (sources: k8s.io/apiserver/pkg/endpoints/filters/authentication.go, WithAuthentication;
/// k8s.io/apimachinery/pkg/util/proxy/transport.go, RoundTrip; Go's net/http/httputil, ReverseProxy; RFC 9110 section 7.6.1).
/// </summary>
public static class RequestHeaderCases
{
    /// <summary>The names by which a front proxy introduces callers: a backend must not trust them behind an older API server.</summary>
    private static readonly Expectation FrontProxy = ((Expectation)Words.AsSent)
        .Since(KubernetesChanges.RemoteHeadersAreRemoved, Words.Removed);

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        Sent("Authorization", null, Words.Removed),
        Sent("X-Custom", "one", Words.AsSent),
        Sent("Cookie", "a=b; c=d", Words.AsSent),
        Sent("User-Agent", "conformance/1.0", Words.AsSent),
        Sent("Origin", "https://example.org", Words.AsSent),
        Sent("Accept-Language", "de, en;q=0.5", Words.AsSent),
        Sent("Forwarded", "for=203.0.113.9", Words.AsSent),
        // Whatever a caller sends here reaches the backend: of this family the API server sets only the two below.
        Sent("X-Forwarded-Host", "example.org", Words.AsSent),
        Sent("X-Forwarded-Proto", "gopher", Words.AsSent),
        Sent("X-Forwarded-For", null, "the caller's address"),
        Sent("X-Forwarded-For", "203.0.113.9", "203.0.113.9, the caller's address"),
        Sent("X-Forwarded-Uri", "/made/up", "the path with the proxy's prefix"),
        Sent("Host", null, "the API server's"),
        Sent("User-Agent", null, "not there"),
        Sent("Keep-Alive", "timeout=5", Words.Removed),
        Sent("Proxy-Authorization", "Basic eDp5", Words.Removed),
        Sent("Proxy-Connection", "keep-alive", Words.Removed),
        Sent("TE", "trailers", Words.AsSent),
        new("X-Hop, named by Connection", Words.Removed, hello => hello.EchoAsync(
            "/echo/h", echoed => echoed.Header("X-Hop") ?? Words.Removed, ("Connection", "X-Hop"), ("X-Hop", "1"))),
        .. new[] { "X-Remote-User", "X-Remote-Group", "X-Remote-Extra-Scopes" }.Select(name => Sent(name, "system:admin", FrontProxy)),
    ];

    private static ProxyCase Sent(string name, string? value, Expectation expected) => new(
        value is null ? (name == "Authorization" ? "Authorization: Bearer …" : $"{name}, not sent") : $"{name}: {value}",
        expected,
        hello => hello.EchoAsync("/echo/h/", echoed => Describe(hello, echoed, name, value), value is null ? [] : [(name, value)]));

    private static string Describe(ProxiedHello hello, Echoed echoed, string name, string? sent)
    {
        var arrived = echoed.Header(name);
        return name switch
        {
            // Its text is a secret even where it should not have arrived.
            "Authorization" => arrived is null ? Words.Removed : "passed on",
            "Host" => arrived == hello.Wire.Host ? "the API server's" : $"{arrived}",
            "X-Forwarded-For" => DescribeForwarded(arrived),
            "X-Forwarded-Uri" => arrived == $"{hello.Prefix}/echo/h/" ? "the path with the proxy's prefix" : $"{arrived}",
            _ when arrived is null => sent is null ? "not there" : Words.Removed,
            _ => arrived == sent ? Words.AsSent : $"arrives as {arrived}",
        };
    }

    private static string DescribeForwarded(string? arrived)
    {
        var hops = (arrived ?? "").Split(", ");
        return IPAddress.TryParse(hops[^1], out _) ? string.Join(", ", [.. hops[..^1], "the caller's address"]) : $"\"{arrived}\"";
    }
}
