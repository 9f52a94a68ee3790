using System.IO.Compression;
using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>
/// Answers that use the parts of an HTTP message which a proxy is most likely to lose: headers, trailers, coding, the end.
/// </summary>
internal static class MessageEndpoints
{
    private static readonly ReadOnlyMemory<byte> Text =
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Hello, world!\n", 100)));

    public static void Add(Routes routes)
    {
        routes.Exact("/headers", HeadersAsync);
        routes.Exact("/trailers", TrailersAsync);
        routes.Exact("/gzip", context => CompressAsync(context, Reply.PlainText, Text));
        routes.Exact("/gzip/html", context => CompressAsync(context, "text/html; charset=utf-8", HtmlPage.Page));
        routes.Exact("/abort", AbortAsync);
    }

    private static Task HeadersAsync(HttpContext context)
    {
        foreach (var (name, values) in context.Request.Query)
        {
            if (name.Length == 0 || !VisibleText.Is(name) || values.Any(value => !VisibleText.Is(value ?? "")))
                return Reply.BadRequestAsync(context, "names and values of headers have only visible ASCII characters here");
            context.Response.Headers[name] = values;
        }

        return Reply.TextAsync(context, StatusCodes.Status200OK, "see the headers");
    }

    /// <summary>
    /// One trailer that is announced in a header, as it should be, and one that is not. The server knows none below HTTP/2, but
    /// leaves the body to whoever sets its coding: so the chunks are written here.
    /// </summary>
    private static async Task TrailersAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentType = Reply.PlainText;
        headers.TransferEncoding = "chunked";
        headers.Trailer = "X-Announced";
        await context.Response.Body.WriteAsync(
            "11\r\nsee the trailers\n\r\n0\r\nX-Announced: yes\r\nX-Unannounced: yes\r\n\r\n"u8.ToArray(), context.RequestAborted);
    }

    private static async Task CompressAsync(HttpContext context, string type, ReadOnlyMemory<byte> content)
    {
        var response = context.Response;
        response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            await Reply.BytesAsync(context, StatusCodes.Status200OK, type, content);
            return;
        }

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(content);
        response.Headers.ContentEncoding = "gzip";
        await Reply.BytesAsync(context, StatusCodes.Status200OK, type, packed.ToArray());
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
