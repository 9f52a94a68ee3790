namespace Harness.Scenarios.Conformance;

/// <summary>
/// How a path and a query arrive. The path is decoded, joined (which cleans it as Go's path.Clean does, except for a trailing slash) and
/// encoded again, so no segment can contain %2F; it never leaves the service. The query is not touched (sources:
/// k8s.io/apimachinery/pkg/util/net, JoinPreservingTrailingSlash; util/proxy/upgradeaware.go, ServeHTTP).
/// </summary>
public static class PathCases
{
    private const int LongQuery = 8192;

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        .. new[]
        {
            "/echo/a%20b", "/echo/a+b", "/echo/%C3%BC", "/echo/%252F", "/echo/%3Fa", "/echo/%23", "/echo/%25", "/echo/%5C", "/echo/a;v=1",
            "/echo/:@$&,=", "/echo/a/", "/echo/a.b..c", "/echo?x", "/echo?a=1&a=2", "/echo?a=%2F..%2F", "/echo?a=1&&b", "/echo?a;b",
            "/echo?%zz",
        }.Select(sent => Arrives(sent, sent)),
        Arrives("/echo/%41%7E", "/echo/A~"),
        Arrives("/echo/!'()*", "/echo/%21%27%28%29%2A"),
        Arrives("/echo/a%2Fb", "/echo/a/b"),
        Arrives("/echo//a///b", "/echo/a/b"),
        Arrives("//echo/a", "/echo/a"),
        Arrives("/echo/a//", "/echo/a/"),
        Arrives("/echo/a/./b", "/echo/a/b"),
        Arrives("/echo/a/../b", "/echo/b"),
        Arrives("/echo/%2e%2e/echo/b", "/echo/b"),
        Arrives("/echo/a/..%2Fb", "/echo/b"),
        Arrives("/../../echo/b", "/echo/b"),
        Arrives("/../../../../../../../echo/b", "/echo/b"),
        Arrives("/echo?", "/echo"),
        // The API server passes the path to itself in a parameter of this name; the caller's does not interfere.
        Arrives("/echo/a?path=/elsewhere", "/echo/a?path=/elsewhere"),
        new("a query of 8 KiB", Words.AsSent, hello =>
        {
            var query = "?" + new string('q', LongQuery);
            return hello.EchoAsync("/echo" + query, echoed => echoed.Query == query ? Words.AsSent : $"{echoed.Query.Length} characters");
        }),
        // The API server interprets this parameter itself, even if it is meant for the backend (handlers/rest.go, ConnectResource).
        Refused("/echo?dryRun=All", "400 BadRequest: dryRun is not supported"),
        Refused("/echo/%E0%A4%A", "400: 400 Bad Request"),
    ];

    private static ProxyCase Arrives(string sent, string arrives) => new(sent, Say(sent, arrives), hello =>
        hello.EchoAsync(sent, echoed => Say(sent, echoed.Path + echoed.Query)));

    private static ProxyCase Refused(string sent, string expected) => new(sent, expected, hello => hello.SayAsync(sent));

    private static string Say(string sent, string arrived) => sent == arrived ? Words.AsSent : $"arrives as {arrived}";
}
