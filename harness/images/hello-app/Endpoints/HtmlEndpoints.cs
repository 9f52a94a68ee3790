using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>A web page made for the root of a host, with its own report of which of its parts work where it was opened.</summary>
internal static class HtmlEndpoints
{
    private const string CookieName = "hello-app-visited";

    public static void Add(Routes routes)
    {
        routes.Exact("/html", PageAsync);
        routes.Exact("/html/style.css", context => AssetAsync(context, "text/css; charset=utf-8", HtmlPage.Style));
        routes.Exact("/html/pixel.svg", context => AssetAsync(context, "image/svg+xml", HtmlPage.Pixel));
        routes.Exact("/html/cookie", CookieAsync);
    }

    private static Task PageAsync(HttpContext context)
    {
        // The path is the application's own, as an application would set it that knows of no proxy.
        context.Response.Headers.SetCookie = $"{CookieName}=yes; Path=/html; SameSite=Strict";
        return AssetAsync(context, "text/html; charset=utf-8", HtmlPage.Page);
    }

    private static async Task AssetAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> content)
    {
        // A cached part would pass for one that works.
        context.Response.Headers.CacheControl = "no-store";
        await Reply.BytesAsync(context, StatusCodes.Status200OK, contentType, content);
    }

    private static Task CookieAsync(HttpContext context) =>
        Reply.TextAsync(context, StatusCodes.Status200OK, context.Request.Cookies.ContainsKey(CookieName) ? "seen" : "missing");
}
