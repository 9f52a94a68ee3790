using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HelloApp.Endpoints;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path as sent, not decoded.</param>
/// <param name="Query">The query as sent, with its question mark; empty when there is none.</param>
/// <param name="Headers">Every header's values, by name.</param>
/// <param name="Body">The body: as text when it is valid UTF-8, in base64 otherwise.</param>
/// <param name="BodyEncoding"><c>utf-8</c> or <c>base64</c>.</param>
/// <param name="Hostname">Which replica answers.</param>
internal sealed record EchoedRequest(
    string Method,
    string Path,
    string Query,
    SortedDictionary<string, string[]> Headers,
    string Body,
    string BodyEncoding,
    string Hostname);

/// <summary>Answers with the request itself, to see what a proxy made of it.</summary>
internal static class EchoEndpoint
{
    // The body is held in memory whole, and a pod has little of that.
    private const int MaxBody = 32 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static void Add(Routes routes, string hostName)
    {
        var echo = For(hostName);
        routes.Exact("/echo", echo);
        routes.Under("/echo/", (context, _) => echo(context));
    }

    /// <summary>Answers any path so.</summary>
    public static RequestDelegate For(string hostName) => context => EchoAsync(context, hostName);

    private static async Task EchoAsync(HttpContext context, string hostName)
    {
        if (await ReadAsync(context.Request.Body, context.RequestAborted) is not { } bytes)
        {
            await Reply.TextAsync(context, StatusCodes.Status413PayloadTooLarge, $"the body is longer than {MaxBody} bytes");
            return;
        }

        var (body, encoding) = Decode(bytes);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.Select(v => v ?? "").ToArray());
        var echoed = new EchoedRequest(
            context.Request.Method,
            RawPath(context),
            context.Request.QueryString.Value ?? "",
            new SortedDictionary<string, string[]>(headers, StringComparer.Ordinal),
            body,
            encoding,
            hostName);
        await Reply.JsonAsync(context, StatusCodes.Status200OK, echoed, HelloJson.Default.EchoedRequest);
    }

    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    /// <summary>The whole of a body, or null when it is too long.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var whole = new MemoryStream();
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (whole.Length + read > MaxBody)
                return null;
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private static (string Body, string Encoding) Decode(byte[] body)
    {
        try
        {
            return (StrictUtf8.GetString(body), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            return (Convert.ToBase64String(body), "base64");
        }
    }
}
