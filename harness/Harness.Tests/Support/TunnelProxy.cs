using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Tests.Support;

/// <summary>An HTTP proxy on loopback that only connects, and remembers to whom.</summary>
internal sealed class TunnelProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _connected = new();

    public TunnelProxy()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new UriBuilder("http", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port).Uri;

    /// <summary>First lines of the requests, e.g. <c>CONNECT 127.0.0.1:6443 HTTP/1.1</c>.</summary>
    public IReadOnlyCollection<string> Connected => _connected;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TunnelAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            var near = client.GetStream();
            var request = await RequestAsync(near);
            _connected.Enqueue(request);
            var target = request.Split(' ')[1].Split(':');
            await server.ConnectAsync(target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture));
            await near.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            var far = server.GetStream();
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
    }

    /// <summary>Reads up to the empty line.</summary>
    private static async Task<string> RequestAsync(NetworkStream stream)
    {
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            text.Append((char)one[0]);
        return text.ToString().Split("\r\n")[0];
    }
}
