using System.Globalization;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>Answers of any length, streamed from one small buffer.</summary>
internal static class TransferEndpoint
{
    private const long MaxBytes = 1L << 30;

    private static readonly ReadOnlyMemory<byte> Pattern = MakePattern();

    public static void Add(Routes routes) => routes.Under("/bytes/", SendAsync);

    public static bool TryParse(string number, out long count) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= MaxBytes;

    public static Task RefuseAsync(HttpContext context, string number) =>
        Reply.BadRequestAsync(context, $"not a number of bytes from 0 to {MaxBytes}: {number}");

    /// <summary>What is sent, piece by piece.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Blocks(long count)
    {
        for (var left = count; left > 0; left -= Pattern.Length)
            yield return Pattern[..(int)Math.Min(left, Pattern.Length)];
    }

    private static async Task SendAsync(HttpContext context, string number)
    {
        if (!TryParse(number, out var count))
        {
            await RefuseAsync(context, number);
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = count;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        foreach (var block in Blocks(count))
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    /// <summary>Letters and newlines, so that a transfer is readable, and a shift in it shows.</summary>
    private static byte[] MakePattern()
    {
        var pattern = new byte[64 * 1024];
        for (var i = 0; i < pattern.Length; i++)
            pattern[i] = i % 64 == 63 ? (byte)'\n' : (byte)('a' + (i % 64 % 26));
        return pattern;
    }
}
