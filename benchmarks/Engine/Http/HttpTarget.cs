using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Load.Engine;

/// <summary>What is asked for, how, and whom to trust there. GET, unless <see cref="Method"/> says otherwise.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Marker">Text that a correct answer's body holds; empty where every body is right.</param>
public sealed record HttpTarget(Uri Url, string Marker)
{
    /// <summary>
    /// Text near the beginning of a correct answer's body, behind which the line says who answered (<see cref="HttpStep.Label"/>); null
    /// where nobody asks.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>Sent with each request; null for none. A secret.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>The only authorities a server's certificate may come from; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>
    /// A client certificate with its key, and what follows it in its chain: presented to a server that asks for one. Null for none. A
    /// secret.
    /// </summary>
    public X509Certificate2Collection? ClientCertificates { get; init; }

    /// <summary>Name expected in the server's certificate where it differs from the URL's host; null where it does not.</summary>
    public string? ServerName { get; init; }

    /// <summary>
    /// HTTP version, exactly. 1.1 by default, also where the server offers 2: only with 1.1 does each request in flight hold one
    /// connection; with 2 all share one.
    /// </summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Any method but CONNECT.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Sent with each request, besides Host, Authorization, Connection and Content-Length, which are made. No secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Sent with each request; its type belongs to the <see cref="Headers"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Status of a correct answer.</summary>
    public int ExpectedStatus { get; init; } = 200;

    /// <summary>Whether requests follow one another on a connection; otherwise each has one of its own. With HTTP/1.1 only.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>
    /// Whether connections are spread over all addresses of the host's name, as those of a headless service are its pods'; otherwise
    /// the first that answers has all.
    /// </summary>
    public bool SpreadsAddresses { get; init; }

    /// <summary>The request for .NET's own client, with credentials and exact HTTP version.</summary>
    public HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(Method, Url)
        {
            Version = HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = ServerName; // the handler takes the name to verify from here
        request.Headers.Authorization = Authorization;
        request.Headers.ConnectionClose = KeepAlive ? null : true;
        if (!Body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(Body);
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Method, URL and version; never the credentials.</summary>
    public override string ToString() => $"{Method} {Url}, HTTP/{HttpVersion}";
}
