using System.Text.RegularExpressions;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Locations and links that the proxy rewrites: those with an absolute path on the pod's or the API server's host, and in bodies
/// only the attributes of HTML that it knows (source: util/proxy/transport.go, rewriteURL and atomsToAttrs).
/// </summary>
public static partial class RewritingCases
{
    private const string Prefixed = "with the proxy's prefix";
    private const string PathOnly = "the proxy's prefix, without the host";

    /// <summary>{pod}, {api} and {prefix} stand for what is known once the workload runs.</summary>
    public static IReadOnlyList<ProxyCase> Redirects { get; } =
    [
        Redirect("/x", Prefixed),
        Redirect("/x/", Prefixed),
        Redirect("/x?a=1%23b", Prefixed),
        Redirect("{prefix}/x", Words.AsSent),
        Redirect("http://{pod}:8080/x", PathOnly),
        Redirect("https://{pod}:8080/x", PathOnly),
        Redirect("//{pod}:8080/x", PathOnly),
        Redirect("https://{api}/x", Prefixed),
        Redirect("http://{pod}/x", Words.AsSent),
        Redirect("https://example.org/x", Words.AsSent),
        Redirect("//example.org/x", Words.AsSent),
        Redirect("x", Words.AsSent),
        Redirect("../x", Words.AsSent),
        Redirect("?a=1", Words.AsSent),
    ];

    public static IReadOnlyList<ProxyCase> Html { get; } =
    [
        Page("a href with an absolute path", "id=\"absolute\" href", "/echo?from=absolute", Prefixed),
        Page("a href with a relative path", "id=\"relative\" href", "echo?from=relative", Words.AsSent),
        Page("a href to another host", "id=\"foreign\" href", "https://example.org/echo?from=foreign", Words.AsSent),
        Page("link href with an absolute path", "rel=\"stylesheet\" href", "/html/style.css", Prefixed),
        Page("link href with data", "rel=\"icon\" href", "data:,", Words.AsSent),
        Page("img src with an absolute path", "id=\"image-absolute\" src", "/html/pixel.svg", Prefixed),
        Page("img src with a relative path", "id=\"image-relative\" src", "html/pixel.svg", Words.AsSent),
        new("fetch in a script", Words.AsSent, hello => FindAsync(hello, "/html", "echoes(\"/echo\")")),
        new("url() in a style sheet", Words.AsSent, hello => FindAsync(hello, "/html/style.css", "url(\"/html/pixel.svg\")")),
        new("the Path of a cookie", Words.AsSent, async hello =>
            (await hello.GetAsync("/html")).Header("Set-Cookie")?.Contains("Path=/html;", StringComparison.Ordinal) == true
                ? Words.AsSent
                : "changed"),
    ];

    private static ProxyCase Redirect(string to, Expectation expected) => new(to, expected, async hello =>
    {
        var sent = to.Replace("{pod}", hello.Workload.Pods.Values.Single(), StringComparison.Ordinal)
            .Replace("{api}", hello.Wire.Host, StringComparison.Ordinal).Replace("{prefix}", hello.Prefix, StringComparison.Ordinal);
        var answer = await hello.GetAsync($"/redirect?to={Uri.EscapeDataString(sent)}");
        return answer.Status == 302 ? Describe(hello, sent, answer.Header("Location")) : answer.Says();
    });

    private static ProxyCase Page(string name, string before, string sent, Expectation expected) => new(name, expected, async hello =>
    {
        var page = (await hello.GetAsync("/html")).Text;
        var start = page.IndexOf($"{before}=\"", StringComparison.Ordinal);
        return Describe(hello, sent, start < 0 ? null : page[(start + before.Length + 2)..].Split('"', 2)[0]);
    });

    private static async Task<string> FindAsync(ProxiedHello hello, string path, string text) =>
        (await hello.GetAsync(path)).Text.Contains(text, StringComparison.Ordinal) ? Words.AsSent : "changed";

    private static string Describe(ProxiedHello hello, string sent, string? arrived)
    {
        var path = Host().Replace(sent, "");
        var host = sent[..^path.Length];
        return arrived switch
        {
            null => "nothing",
            _ when arrived == sent => Words.AsSent,
            _ when arrived == $"{host}{hello.Prefix}{path}" => Prefixed,
            _ when arrived == $"{hello.Prefix}{path}" => PathOnly,
            _ => $"arrives as {arrived}",
        };
    }

    [GeneratedRegex("^(https?:)?//[^/]*")]
    private static partial Regex Host();
}
