namespace Harness.Scenarios.Browsing;

/// <summary>A part of hello-app's page, and whether it works when the page is opened through the API server's proxy.</summary>
/// <param name="Id">The page's <c>data-probe</c>, or the id of what is clicked.</param>
/// <param name="Title">What it is.</param>
/// <param name="WorksBehindProxy">Whether it works there; at its own root every part does.</param>
/// <param name="Because">Why.</param>
public sealed record PagePart(string Id, string Title, bool WorksBehindProxy, string Because)
{
    private const string Rewritten = "the API server prefixes this attribute in text/html";
    private const string Relative = "relative to the page, whatever comes before it";
    private const string Untouched = "a path from the host's root belongs to the API server there, and nothing rewrites it";

    /// <summary>
    /// Parts that the page itself tries. What the API server rewrites: attributes of text/html that hold one URL, and Location.
    /// Source: k8s.io/apimachinery/pkg/util/proxy/transport.go (atomsToAttrs; srcset is not among them). Observed on 1.20.2.
    /// </summary>
    public static IReadOnlyList<PagePart> Tried { get; } =
    [
        new("image-absolute", "image in HTML, absolute path", true, Rewritten),
        new("image-relative", "image in HTML, relative path", true, Relative),
        new("image-srcset", "image in srcset, absolute path", false, Untouched),
        new("css-absolute", "style sheet in HTML, absolute path", true, Rewritten),
        new("css-url-absolute", "url() in CSS, absolute path", false, Untouched),
        new("css-url-relative", "url() in CSS, relative path", true, Relative),
        new("script-absolute", "script in HTML, absolute path", true, Rewritten),
        new("import-absolute", "import in JavaScript, absolute path", false, Untouched),
        new("fetch-absolute", "fetch, absolute path", false, Untouched),
        new("fetch-relative", "fetch, relative path", true, Relative),
        new("redirect", "redirect to an absolute path", true, "the API server prefixes a Location on the same host"),
        new("cookie", "cookie with a Path", false, "its path is not a prefix of the proxy URL's, so the browser never sends it back"),
        new("cookie-without-path", "cookie without a Path", true, "the browser uses the page's own"),
        new("websocket-absolute", "WebSocket, absolute path", false, Untouched),
        new(
            "websocket-relative", "WebSocket, relative path", true,
            "an upgrade is a get, and the test driver sends the token with the handshake, which no page can"),
    ];

    /// <summary>Parts that a user clicks.</summary>
    public static IReadOnlyList<PagePart> Clicked { get; } =
    [
        new("absolute", "link in HTML, absolute path", true, Rewritten),
        new("relative", "link in HTML, relative path", true, Relative),
        new("redirect", "link in HTML to a redirect", true, Rewritten),
        new("form", "form in HTML, absolute path", true, Rewritten),
        new("scripted", "link made by JavaScript, absolute path", false, Untouched),
    ];
}
