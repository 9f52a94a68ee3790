using System.Globalization;
using System.Text;

namespace Harness.Load.Engine;

/// <summary>A target's request as HTTP/1.1 sends it: made once, sent over and over.</summary>
internal static class RequestBytes
{
    private static readonly string[] WithBody = ["POST", "PUT", "PATCH"];

    /// <summary>Request line, headers and body.</summary>
    /// <exception cref="ArgumentException">A header cannot be sent: the message names it, never its value.</exception>
    public static byte[] Of(HttpTarget target)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{target.Method} {target.Url.PathAndQuery} HTTP/1.1\r\n");
        Add(head, "Host", target.ServerName ?? Authority(target.Url));
        if (target.Authorization is { } authorization)
            Add(head, "Authorization", authorization.ToString());
        foreach (var (name, value) in target.Headers)
            Add(head, name, value);
        if (!target.KeepAlive)
            Add(head, "Connection", "close");
        if (target.Body.Length > 0 || WithBody.Contains(target.Method.Method))
            Add(head, "Content-Length", target.Body.Length.ToString(CultureInfo.InvariantCulture));
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. target.Body.Span];
    }

    private static string Authority(Uri url)
    {
        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        return url.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{url.Port}");
    }

    private static void Add(StringBuilder head, string name, string value)
    {
        if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"!#$%&'*+-.^_`|~".Contains(letter)))
            throw new ArgumentException($"header name {name} is malformed: letters, digits and hyphens are allowed");
        if (value.Any(letter => letter is < ' ' and not '\t' or '\x7f' or > '\xff'))
            throw new ArgumentException($"the value of header {name} holds a control character or one beyond Latin-1: encode it");
        head.Append(name).Append(": ").Append(value).Append("\r\n");
    }
}
