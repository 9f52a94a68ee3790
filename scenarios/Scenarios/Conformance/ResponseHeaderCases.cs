namespace Harness.Scenarios.Conformance;

/// <summary>
/// Headers on their way back (sources: k8s.io/apimachinery/pkg/util/proxy/upgradeaware.go, removeCORSHeaders;
/// k8s.io/apiserver/pkg/endpoints/filters/cachecontrol.go; Go's net/http/httputil, ReverseProxy).
/// </summary>
public static class ResponseHeaderCases
{
    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        Chosen("X-Custom", "one", Words.AsSent),
        Chosen("Server", "backend/1.0", Words.AsSent),
        Chosen("Set-Cookie", "a=b;Path=/x", Words.AsSent),
        Chosen("WWW-Authenticate", "Basic", Words.AsSent),
        Chosen("Content-Security-Policy", "default-src", Words.AsSent),
        Chosen("ETag", "\"1\"", Words.AsSent),
        Chosen("Cache-Control", "max-age=60", "no-cache, private, max-age=60"),
        Chosen("Access-Control-Allow-Origin", "*", Words.Removed),
        Chosen("Access-Control-Allow-Methods", "GET", Words.Removed),
        Chosen("Access-Control-Allow-Headers", "X-Custom", Words.Removed),
        Chosen("Access-Control-Allow-Credentials", "true", Words.Removed),
        Chosen("Access-Control-Expose-Headers", "X-Custom", Words.AsSent),
        Chosen("Keep-Alive", "timeout=5", Words.Removed),
        Chosen("Proxy-Authenticate", "Basic", Words.Removed),
        Chosen("X-Hop", "1", Words.Removed, "Connection=X-Hop&") with { Name = "X-Hop, named by Connection" },
    ];

    private static ProxyCase Chosen(string name, string value, Expectation expected, string with = "") => new(
        $"{name}: {value}", expected, async hello =>
        {
            var answer = await hello.GetAsync($"/headers?{with}{name}={Uri.EscapeDataString(value)}");
            if (answer.Status != 200)
                return answer.Says();
            var arrived = answer.Header(name);
            return arrived is null ? Words.Removed : arrived == value ? Words.AsSent : arrived;
        });
}
