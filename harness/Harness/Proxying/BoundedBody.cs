using System.Text;

namespace Harness.Proxying;

/// <summary>The beginning of an answer's body: what a service answers may be of any length.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsCut">Whether there was more.</param>
internal sealed record BoundedBody(string Text, bool IsCut)
{
    /// <summary>Reads no more than a number of bytes.</summary>
    public static async Task<BoundedBody> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var (bytes, length) = (new byte[Math.Min(most, 4096)], 0);
            while (length < most)
            {
                if (length == bytes.Length)
                    Array.Resize(ref bytes, Math.Min(most, bytes.Length * 4));
                var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return new BoundedBody(Decode(content, bytes.AsSpan(0, length)), false);
                length += read;
            }

            var isCut = await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0;
            return new BoundedBody(Decode(content, bytes), isCut);
        }
    }

    private static string Decode(HttpContent content, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var charset = content.Headers.ContentType?.CharSet?.Trim('"');
            return (string.IsNullOrEmpty(charset) ? Encoding.UTF8 : Encoding.GetEncoding(charset)).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
