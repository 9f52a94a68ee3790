using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Serving;

/// <summary>Whole answers of known length.</summary>
internal static class Reply
{
    public const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Answers with bytes; the server leaves them out of the answer to a HEAD.</summary>
    public static ValueTask BytesAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body);
    }

    public static async Task TextAsync(HttpContext context, int status, string text) =>
        await BytesAsync(context, status, PlainText, Encoding.UTF8.GetBytes(text + "\n"));

    public static Task BadRequestAsync(HttpContext context, string reason) =>
        TextAsync(context, StatusCodes.Status400BadRequest, reason);

    public static async Task JsonAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type) =>
        await BytesAsync(context, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, type));
}
