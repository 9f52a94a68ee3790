using System.Text;

namespace Harness.Cli.Serving;

/// <summary>The head of a request, as far as a server that answers GET and HEAD needs it; a body is never read.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">What it asks for, as it was sent.</param>
/// <param name="Hosts">Every Host that it names.</param>
internal sealed record RequestHead(string Method, string Target, IReadOnlyList<string> Hosts)
{
    /// <summary>Most bytes of a head: browsers send some hundreds.</summary>
    public const int Longest = 16 << 10;

    private static readonly byte[][] Ends = ["\r\n\r\n"u8.ToArray(), "\n\n"u8.ToArray()];

    /// <summary>Reads a head from what a browser sends.</summary>
    /// <returns>The head; null where it is none, is too long, or the browser went away before its end.</returns>
    public static async Task<RequestHead?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var (bytes, length) = (new byte[Longest], 0);
        while (length < bytes.Length && await stream.ReadAsync(bytes.AsMemory(length), stop) is > 0 and var read)
        {
            length += read;
            if (EndIn(bytes.AsSpan(0, length)) is { } end)
                return Parse(Encoding.Latin1.GetString(bytes, 0, end));
        }

        return null;
    }

    /// <summary>Reads a head without the empty line at its end; null where it is none. Source: RFC 9112, 2 to 5.</summary>
    internal static RequestHead? Parse(string head)
    {
        var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"])
            return null;
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).ToList();
        // A blank before the colon, and a line that goes on with a blank, are read differently by everybody.
        return fields.Exists(field => field.Length < 2 || field[0].Length == 0 || field[0].Any(char.IsWhiteSpace))
            ? null
            : new RequestHead(method, target, [.. fields.Where(field => field[0].Equals("Host", StringComparison.OrdinalIgnoreCase))
                .Select(field => field[1].Trim(' ', '\t'))]);
    }

    private static int? EndIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var end in Ends)
        {
            if (bytes.IndexOf(end) is >= 0 and var at)
                return at;
        }

        return null;
    }
}
