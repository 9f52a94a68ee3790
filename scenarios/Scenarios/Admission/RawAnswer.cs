using System.Globalization;
using System.Text;

namespace Harness.Scenarios.Admission;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Its headers, in their order.</param>
/// <param name="Body">The body as text.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>Values of a header.</summary>
    public IEnumerable<string> All(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>Whether the connection is good for another request.</summary>
    public bool KeepsAlive => !All("Connection").Contains("close", StringComparer.OrdinalIgnoreCase)
        && (All("Content-Length").Any() || All("Transfer-Encoding").Any() || Status is 204 or 304);

    /// <summary>Reads one answer to a GET.</summary>
    /// <exception cref="IOException">The connection ended too early, or what came is no HTTP/1.1 answer.</exception>
    public static async Task<RawAnswer> ReadAsync(RawReader reader, CancellationToken cancellationToken)
    {
        var status = await reader.LineAsync(cancellationToken);
        if (status.Split(' ') is not ["HTTP/1.1", var code, ..] || !int.TryParse(code, CultureInfo.InvariantCulture, out var number))
            throw new IOException($"not an HTTP/1.1 answer: {status}");
        var headers = new List<KeyValuePair<string, string>>();
        while (await reader.LineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(colon < 0 ? line : line[..colon], colon < 0 ? "" : line[(colon + 1)..].Trim()));
        }

        var head = new RawAnswer(number, headers, "");
        return head with { Body = Encoding.UTF8.GetString(await BodyAsync(head, reader, cancellationToken)) };
    }

    private static async Task<byte[]> BodyAsync(RawAnswer head, RawReader reader, CancellationToken cancellationToken)
    {
        if (head.Status is 204 or 304)
            return [];
        if (head.All("Transfer-Encoding").Contains("chunked", StringComparer.OrdinalIgnoreCase))
            return await ChunksAsync(reader, cancellationToken);
        return head.All("Content-Length").FirstOrDefault() is { } length
            ? await reader.BytesAsync(Number(length, NumberStyles.None), cancellationToken)
            : await reader.RestAsync(cancellationToken);
    }

    private static async Task<byte[]> ChunksAsync(RawReader reader, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await reader.LineAsync(cancellationToken);
            var size = Number(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
            body.Write(await reader.BytesAsync(size, cancellationToken));
            if (size == 0)
                break;
            await reader.LineAsync(cancellationToken);
        }

        while ((await reader.LineAsync(cancellationToken)).Length > 0)
        {
            // A trailer says nothing here.
        }

        return body.ToArray();
    }

    private static int Number(string text, NumberStyles style) => int.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new IOException($"the answer's length is \"{text}\"");
}
