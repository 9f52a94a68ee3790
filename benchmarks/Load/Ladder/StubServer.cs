using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Workloads;

namespace Harness.Load.Ladder;

/// <summary>
/// The least server that there can be, in this process and on loopback: one answer, made beforehand. What a request costs there is the
/// engine's own share, and the kernel's.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private const int LongestRequest = 8 * 1024;
    private static readonly byte[] Body = Encoding.ASCII.GetBytes($"{HelloWorkload.Greeting}\nVersion: 1.0.0\nHostname: stub\n");
    private static readonly byte[] Answer =
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Body.Length}\r\n\r\n"), .. Body];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Listens on a port of the system's choosing.</summary>
    public StubServer()
    {
        _listener.Start(backlog: 1024);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                serving.RemoveAll(one => one.IsCompleted);
                serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving).ConfigureAwait(false);
        }
    }

    /// <summary>Answers each head; a request has no body.</summary>
    private async Task ServeAsync(Socket socket)
    {
        var (request, filled) = (new byte[LongestRequest], 0);
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                while (filled < request.Length
                    && await socket.ReceiveAsync(request.AsMemory(filled), _end.Token).ConfigureAwait(false) is > 0 and var received)
                {
                    filled += received;
                    if (request.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) < 0)
                        continue;
                    filled = 0;
                    await socket.SendAsync(Answer, _end.Token).ConfigureAwait(false);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                // The client has left, or this server ends.
            }
        }
    }
}
