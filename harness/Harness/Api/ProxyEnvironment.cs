using System.Net;

namespace Harness.Api;

/// <summary>
/// Which proxy the environment names for an address, by the rule that kubectl goes by.
/// Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy
/// </summary>
/// <param name="variable">Reads a variable.</param>
internal sealed class ProxyEnvironment(Func<string, string?> variable)
{
    /// <summary>The proxy, by the variable that names it and as written; null for none.</summary>
    public (string Variable, string Text)? For(Uri target)
    {
        var name = target.Scheme == Uri.UriSchemeHttp ? "HTTP_PROXY" : "HTTPS_PROXY";
        // In a CGI program HTTP_PROXY is what a client sent as a header Proxy.
        if (Read(name) is not { Length: > 0 } text || (name == "HTTP_PROXY" && variable("REQUEST_METHOD") is { Length: > 0 }))
            return null;
        return IsExempt(target) ? null : (name, text);
    }

    private string? Read(string name) => variable(name) is { Length: > 0 } upper ? upper : variable(name.ToLowerInvariant());

    private bool IsExempt(Uri target)
    {
        var host = target.IdnHost.ToLowerInvariant();
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return host == "localhost" || (address is not null && IPAddress.IsLoopback(address))
            || (Read("NO_PROXY") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Any(entry => Matches(entry.ToLowerInvariant(), host, address, target.Port));
    }

    private static bool Matches(string entry, string host, IPAddress? address, int port)
    {
        if (entry == "*")
            return true;
        if (entry.Split('/') is [var start, var bits] && IPAddress.TryParse(start, out var network) && int.TryParse(bits, out var length))
            return address is not null && IsIn(address, network, length);
        var (name, onPort) = HostAndPort(entry);
        if (name.Length == 0 || (onPort is not null && onPort != port))
            return false;
        if (IPAddress.TryParse(name, out var exact))
            return exact.Equals(address);
        var suffix = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name;
        return suffix[0] == '.'
            ? host.EndsWith(suffix, StringComparison.Ordinal)
            : host == suffix || host.EndsWith($".{suffix}", StringComparison.Ordinal);
    }

    private static (string Host, int? Port) HostAndPort(string entry)
    {
        if (IPAddress.TryParse(entry, out _) && entry[0] != '[')
            return (entry, null);
        var colon = entry.LastIndexOf(':');
        return colon >= 0 && int.TryParse(entry[(colon + 1)..], out var port)
            ? (entry[..colon].Trim('[', ']'), port)
            : (entry.Trim('[', ']'), null);
    }

    private static bool IsIn(IPAddress address, IPAddress network, int length)
    {
        var (one, other) = (address.GetAddressBytes(), network.GetAddressBytes());
        if (one.Length != other.Length || length < 0 || length > one.Length * 8)
            return false;
        for (var bit = 0; bit < length; bit++)
        {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0)
                return false;
        }

        return true;
    }
}
