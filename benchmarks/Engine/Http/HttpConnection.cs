using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>One connection to a server, and the answers on it.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int FirstBuffer = 8 * 1024;
    private readonly LoopSocket _socket;
    private readonly Stream _stream;
    private readonly AnswerParser _parser;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _filled;

    private HttpConnection(LoopSocket socket, Stream stream, AnswerParser parser)
    {
        _socket = socket;
        _stream = stream;
        _parser = parser;
    }

    /// <summary>
    /// Whether the connection can take a request: what a server sends without being asked is usually the end of a connection that it
    /// found idle.
    /// </summary>
    public bool IsUsable => _socket.IsQuiet(mayTalk: _stream is SslStream);

    /// <summary>Connects, by TLS where there are options for it.</summary>
    /// <param name="loop">The loop whose thread this is.</param>
    /// <param name="endPoint">Where to.</param>
    /// <param name="tls">Whom to trust, and by which name; null for plain HTTP.</param>
    /// <param name="parser">Reads the answers; one connection at a time may use it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async ValueTask<HttpConnection> OpenAsync(
        EventLoop loop, EndPoint endPoint, SslClientAuthenticationOptions? tls, AnswerParser parser, CancellationToken cancellationToken)
    {
        var socket = new LoopSocket(loop, endPoint.AddressFamily);
        Stream stream = new LoopStream(socket);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            if (tls is not null)
            {
                var secured = new SslStream(stream, leaveInnerStreamOpen: false);
                stream = secured;
                await secured.AuthenticateAsClientAsync(tls, cancellationToken).ConfigureAwait(false);
                await loop.EnterAsync(); // nothing says that a handshake ends on the thread on which it began
            }

            return new HttpConnection(socket, stream, parser);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a request, and gets ready for its answer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> request, bool isHead, CancellationToken cancellationToken)
    {
        _parser.Begin(isHead);
        return _stream.WriteAsync(request, cancellationToken);
    }

    /// <summary>Receives the answer's next part, which is to be <see cref="Take"/>n.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public ValueTask<int> ReceiveAsync(CancellationToken cancellationToken) =>
        _stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);

    /// <summary>Reads the part of the answer that was received.</summary>
    /// <param name="received">How many bytes it has.</param>
    /// <param name="error">The kind of error, with which the connection is of no more use; null for none.</param>
    /// <returns>Whether that was all: the parser then says what it was.</returns>
    public bool Take(int received, out string? error)
    {
        error = null;
        if (received == 0)
            error = _parser.End() ? null : ErrorKinds.ConnectionClosed;
        else
            Feed(received);
        if (_parser.Garbage is not null || (_parser.IsComplete && _filled > 0))
            error = ErrorKinds.Garbage;
        return _parser.IsComplete || error is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Feed(int received)
    {
        _filled += received;
        var used = _parser.Feed(_buffer.AsSpan(0, _filled));
        _filled -= used;
        // Only a head that has not come whole stays here; it is short, and the parser limits it.
        if (_filled > 0 && used > 0)
            _buffer.AsSpan(used, _filled).CopyTo(_buffer);
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
