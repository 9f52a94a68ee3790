using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Load;

/// <summary>One way to the workload.</summary>
/// <param name="Name"><c>proxied</c> or <c>direct</c>.</param>
/// <param name="Via">How it is reached, for people, e.g. <c>node's bridge address 172.17.0.2:30080</c>.</param>
/// <param name="Url">What is asked for with GET; https for a route through the API server.</param>
/// <param name="BearerToken">The consumer's token; null for none. A secret.</param>
/// <param name="Authorities">The only authorities a server's certificate may come from; null for the system's.</param>
public sealed record LoadRoute(string Name, string Via, Uri Url, string? BearerToken, X509Certificate2Collection? Authorities)
{
    /// <summary>Text that a right answer's body holds.</summary>
    public string Marker { get; init; } = "Hello, world!";

    /// <summary>Name expected in the server's certificate where it differs from the URL's host; null where it does not.</summary>
    public string? ServerName { get; init; }

    /// <summary>
    /// HTTP version, exactly. 1.1 by default, also where the server offers 2: only with 1.1 does each request in flight hold one
    /// connection; with 2 all share one.
    /// </summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary><see cref="Via"/> and the HTTP version: what results record, as figures of two versions do not compare.</summary>
    public string RecordedVia => string.Create(CultureInfo.InvariantCulture, $"{Via}, HTTP/{HttpVersion}");

    /// <summary>Name, way and URL; never the token.</summary>
    public override string ToString() => $"{Name} route ({RecordedVia}): GET {Url}";
}
