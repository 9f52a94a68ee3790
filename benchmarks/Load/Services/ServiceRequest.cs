using Harness.Load.Engine;

namespace Harness.Load.Services;

/// <summary>What is asked of a service, over and over.</summary>
/// <param name="Service">Which service.</param>
/// <param name="Path">Path and query, escaped, with their leading slash.</param>
public sealed record ServiceRequest(ServiceAddress Service, string Path)
{
    private const long LongestBody = 16 << 20;

    /// <summary>The method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Sent with each request.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether a request may change something there: only GET and HEAD must not.</summary>
    public bool MayChange => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>Its URL on a server. A path that begins with two slashes stays one, and names no other server.</summary>
    public Uri At(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new Uri(server.GetLeftPart(UriPartial.Authority) + Path);
    }

    /// <summary>The target with this request.</summary>
    public HttpTarget On(HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target with { Method = Method, Body = Body };
    }

    /// <summary>Reads what the command line says.</summary>
    /// <exception cref="HarnessException">It cannot be sent (exit code 2).</exception>
    public static ServiceRequest Parse(string service, string? path, string? method, string? bodyFile) => new(
        ServiceAddress.Parse(service), PathOf(path ?? "/"))
    {
        Method = MethodOf(method ?? "GET"),
        Body = bodyFile is null ? default : BodyOf(bodyFile),
    };

    private static string PathOf(string text)
    {
        var path = text.StartsWith('/') ? text : "/" + text;
        var segments = path.Split('?')[0].Split('/');
        if (segments.Any(segment => segment is "." or ".."))
            throw HarnessException.BadInput($"--path {PrintableText.Line(text)}: a segment . or .. is resolved before it is sent");
        return !path.Contains('#', StringComparison.Ordinal) && path.All(letter => char.IsAscii(letter) && letter is > ' ' and < '\x7f')
            ? path
            : throw HarnessException.BadInput($"--path {PrintableText.Line(text)}: escape blanks, # and all but ASCII, e.g. a%20b");
    }

    private static HttpMethod MethodOf(string text) =>
        text.Length > 0 && text.All(char.IsAsciiLetter) && !text.Equals("CONNECT", StringComparison.OrdinalIgnoreCase)
            ? new HttpMethod(text.ToUpperInvariant())
            : throw HarnessException.BadInput($"--method {PrintableText.Line(text)}: not a method such as GET or POST");

    private static byte[] BodyOf(string file)
    {
        try
        {
            return new FileInfo(file).Length is var length && length > LongestBody
                ? throw HarnessException.BadInput(FormattableString.Invariant(
                    $"--body {PrintableText.Line(file)}: {length} bytes; at most {LongestBody >> 20} MiB are sent with each request"))
                : RegularFile.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput(
                $"--body {PrintableText.Line(file)} cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}", unreadable);
        }
    }
}
