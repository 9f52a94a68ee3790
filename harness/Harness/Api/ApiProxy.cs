using System.Net;

namespace Harness.Api;

/// <summary>A proxy on the way to an API server, for all of its clients alike.</summary>
/// <param name="address">The proxy; its user information is what it is told of the caller.</param>
internal sealed class ApiProxy(Uri address) : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks5"];

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; } = address.UserInfo.Split(':', 2) is [{ Length: > 0 } name, .. var password]
        ? new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password.FirstOrDefault() ?? ""))
        : null;

    /// <inheritdoc/>
    public Uri GetProxy(Uri destination) => new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;

    /// <summary>The proxy that kubectl would take: a kubeconfig's own, else the environment's.</summary>
    /// <param name="title">What messages call the kubeconfig.</param>
    /// <param name="proxyUrl">The kubeconfig's own, as written; null for none.</param>
    /// <param name="server">The API server.</param>
    /// <exception cref="HarnessException">The address is none of a proxy (exit code 2).</exception>
    public static ApiProxy? For(string title, string? proxyUrl, Uri server)
    {
        if (proxyUrl is not null)
            return Parse(proxyUrl) ?? throw Refused($"{title}: proxy-url");
        var environment = new ProxyEnvironment(Environment.GetEnvironmentVariable);
        return environment.For(server) is var (variable, text)
            // A proxy without a scheme is an HTTP proxy.
            ? Parse(text) ?? (text.Contains("://", StringComparison.Ordinal) ? null : Parse($"http://{text}")) ?? throw Refused(variable)
            : null;
    }

    private static ApiProxy? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme) && address.Host.Length > 0
            ? new ApiProxy(address)
            : null;

    private static HarnessException Refused(string where) =>
        HarnessException.BadInput($"{where} is not the address of a proxy; give an http://, https:// or socks5:// address");
}
