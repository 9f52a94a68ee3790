using System.Security.Cryptography;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>Length and digest of a body.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record BodyDigest(long Length, string Sha256);

/// <summary>Shows whether a long body arrived whole, though neither side keeps a copy.</summary>
internal static class DigestEndpoint
{
    public static void Add(Routes routes, ServerOptions options)
    {
        if (!options.HasCryptography)
        {
            routes.Exact("/digest", RefuseAsync);
            routes.Under("/digest/", (context, _) => RefuseAsync(context));
            return;
        }

        routes.Exact("/digest", OfBodyAsync);
        routes.Under("/digest/", OfBytesAsync);
    }

    private static async Task OfBodyAsync(HttpContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        await AnswerAsync(context, hash, length);
    }

    private static async Task OfBytesAsync(HttpContext context, string number)
    {
        if (!TransferEndpoint.TryParse(number, out var count))
        {
            await TransferEndpoint.RefuseAsync(context, number);
            return;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in TransferEndpoint.Blocks(count))
            hash.AppendData(block.Span);
        await AnswerAsync(context, hash, count);
    }

    private static Task AnswerAsync(HttpContext context, IncrementalHash hash, long length) => Reply.JsonAsync(
        context,
        StatusCodes.Status200OK,
        new BodyDigest(length, Convert.ToHexStringLower(hash.GetHashAndReset())),
        HelloJson.Default.BodyDigest);

    private static Task RefuseAsync(HttpContext context) =>
        Reply.TextAsync(context, StatusCodes.Status501NotImplemented, "no OpenSSL here");
}
