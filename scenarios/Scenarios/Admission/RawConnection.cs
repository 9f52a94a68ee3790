using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Harness.Api;

namespace Harness.Scenarios.Admission;

/// <summary>
/// A connection to the API server on which GETs go out byte by byte as they are written: no client tidies up their paths. It verifies
/// the API server's certificate, as every client here does.
/// </summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly RawReader _reader;
    private readonly string _prefix;
    private readonly string _headers;

    private RawConnection(Stream stream, string prefix, string headers) =>
        (_stream, _reader, _prefix, _headers) = (stream, new RawReader(stream), prefix, headers);

    /// <summary>Whether it is good for another request.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">Nobody answers.</exception>
    /// <exception cref="SocketException">Nobody answers.</exception>
    public static async Task<RawConnection> OpenAsync(ApiServerAddress api, BearerToken token, CancellationToken cancellationToken)
    {
        var address = api.Address;
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(address.IdnHost, address.Port, cancellationToken);
            var stream = address.Scheme == Uri.UriSchemeHttps ? await SecureAsync(api, client, cancellationToken) : client.GetStream();
            var host = api.ServerName ?? address.Authority;
            return new RawConnection(
                stream, address.AbsolutePath.TrimEnd('/'),
                $" HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token.Reveal()}\r\nUser-Agent: harness\r\n\r\n");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>GETs something.</summary>
    /// <param name="target">The request target, each character a byte; without line ends and blanks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<RawAnswer> GetAsync(string target, CancellationToken cancellationToken)
    {
        IsUsable = false;
        await _stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {_prefix}{target}{_headers}"), cancellationToken);
        var answer = await RawAnswer.ReadAsync(_reader, cancellationToken);
        IsUsable = answer.KeepsAlive;
        return answer;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Stream> SecureAsync(ApiServerAddress api, TcpClient client, CancellationToken cancellationToken)
    {
        var secured = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        var options = api.TlsOptions();
        options.TargetHost ??= api.Address.IdnHost;
        await secured.AuthenticateAsClientAsync(options, cancellationToken);
        return secured;
    }
}
