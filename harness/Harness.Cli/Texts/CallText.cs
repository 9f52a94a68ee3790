using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Cli.Texts;

/// <summary>A call as people write it: HTTP method, and URL or path.</summary>
internal static class CallText
{
    /// <summary>First segments of what an API server serves.</summary>
    private static readonly string[] Roots =
    [
        "api", "apis", "debug", "healthz", "livez", "logs", "metrics", "openapi", "openid", "readyz", "swagger.json", "version",
        ".well-known",
    ];

    /// <summary>Which question the authorizer is asked about the call.</summary>
    /// <exception cref="HarnessException">Not a method, not a URL, or not one of an API server (exit code 2).</exception>
    public static AccessQuestion Parse(string method, string url)
    {
        if (!HttpVerb.Methods.Contains(method) && method is not ("OPTIONS" or "TRACE" or "CONNECT"))
        {
            var near = Nearest.Of(method, [.. HttpVerb.Methods, "OPTIONS"]);
            throw HarnessException.BadInput(
                $"\"{method}\" is not an HTTP method ({string.Join(' ', HttpVerb.Methods)}, in capitals)"
                + (near is null ? "" : $"; did you mean {near}?"));
        }

        return RequestQuestion.Of(method, TargetOf(url));
    }

    /// <summary>The path of a service or a pod that the call is about; null where it names none.</summary>
    public static string? PathOf(string url) => ProxiedPath.Of(TargetOf(url));

    private static string TargetOf(string url)
    {
        var target = url.StartsWith('/') ? url : Absolute(url);
        if (target.Contains('#', StringComparison.Ordinal))
        {
            throw HarnessException.BadInput(
                $"{url} has a fragment, and no client sends what stands behind a #: leave it out, or write %23 if the path has a #");
        }

        var root = target.Split('?', 2)[0].Trim('/').Split('/')[0];
        if (root.Length == 0 || Roots.Contains(root))
            return target;
        // An API server may be served below a path of its own, by a gateway.
        if (IndexOfRoot(target) is { } below)
            return target[below..];
        var near = Nearest.Of(root, Roots);
        throw HarnessException.BadInput(
            $"{url} is not a URL of an API server: its path begins with /{root}, not with /api/v1 or /apis/GROUP/VERSION"
            + (near is null ? "" : $"; did you mean /{near}?"));
    }

    /// <summary>What follows the host, verbatim: a parsed URL would have lost its escapes.</summary>
    private static string Absolute(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var absolute) || absolute.Scheme is not ("http" or "https" or "ws" or "wss"))
            throw HarnessException.BadInput($"\"{url}\" is neither a URL (https://…) nor a path (/api/v1/…)");
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "/" : rest[slash..];
    }

    private static int? IndexOfRoot(string target) =>
        ((string[])["/api/v1/", "/apis/"])
            .Select(root => target.IndexOf(root, StringComparison.Ordinal)).Where(at => at >= 0).Cast<int?>().Min();
}
