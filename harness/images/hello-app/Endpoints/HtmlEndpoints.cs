using HelloApp.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace HelloApp.Endpoints;

/// <summary>A web page made for the root of a host, which reports which of its parts work where it was opened.</summary>
internal static class HtmlEndpoints
{
    private const string JavaScript = "text/javascript; charset=utf-8";
    private const string CookieWithPath = "hello-app-visited";
    private const string CookieWithoutPath = "hello-app-here";

    public static void Add(Routes routes)
    {
        routes.Exact("/html", PageAsync);
        routes.Exact("/html/style.css", context => AssetAsync(context, "text/css; charset=utf-8", HtmlPage.Style));
        routes.Exact("/html/pixel.svg", context => AssetAsync(context, "image/svg+xml", HtmlPage.Pixel));
        routes.Exact("/html/script.js", context => AssetAsync(context, JavaScript, HtmlPage.Script));
        routes.Exact("/html/module.js", context => AssetAsync(context, JavaScript, HtmlPage.Module));
        routes.Exact("/html/cookie", CookieAsync);
    }

    private static Task PageAsync(HttpContext context)
    {
        // One path is the application's own, as an application that knows of no proxy would set it; the other is left to the browser.
        context.Response.Headers.SetCookie = new StringValues(
            [$"{CookieWithPath}=yes; Path=/html; SameSite=Strict", $"{CookieWithoutPath}=yes; SameSite=Strict"]);
        return AssetAsync(context, "text/html; charset=utf-8", HtmlPage.Page);
    }

    private static async Task AssetAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> content)
    {
        // A cached part would pass for one that works.
        context.Response.Headers.CacheControl = "no-store";
        await Reply.BytesAsync(context, StatusCodes.Status200OK, contentType, content);
    }

    private static Task CookieAsync(HttpContext context)
    {
        var name = context.Request.Query["name"].ToString();
        var isThere = context.Request.Cookies.ContainsKey(name.Length == 0 ? CookieWithPath : name);
        return Reply.TextAsync(context, StatusCodes.Status200OK, isThere ? "seen" : "missing");
    }
}
