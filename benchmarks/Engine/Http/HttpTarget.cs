using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Load.Engine;

/// <summary>What is asked for with GET, and whom to trust there.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Marker">Text that a correct answer's body holds; empty where every body is right.</param>
public sealed record HttpTarget(Uri Url, string Marker)
{
    /// <summary>Sent with each request; null for none. A secret.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>The only authorities a server's certificate may come from; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Name expected in the server's certificate where it differs from the URL's host; null where it does not.</summary>
    public string? ServerName { get; init; }

    /// <summary>
    /// HTTP version, exactly. 1.1 by default, also where the server offers 2: only with 1.1 does each request in flight hold one
    /// connection; with 2 all share one.
    /// </summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>The request, with credentials and exact HTTP version.</summary>
    public HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Url)
        {
            Version = HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = ServerName; // the handler takes the name to verify from here
        request.Headers.Authorization = Authorization;
        return request;
    }

    /// <summary>Method, URL and version; never the credentials.</summary>
    public override string ToString() => $"GET {Url}, HTTP/{HttpVersion}";
}
