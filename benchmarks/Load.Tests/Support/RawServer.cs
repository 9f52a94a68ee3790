using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Load.Tests.Support;

/// <summary>A socket that misbehaves as told after it has read a request.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _firstClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RawServer(Action<Socket> misbehave)
    {
        _listener.Start();
        _ = ServeAsync(misbehave);
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>Done when the first connection was closed; on loopback, the client's socket knows it by then.</summary>
    public Task FirstClosed => _firstClosed.Task;

    public static RawServer Sending(string answer) => new(socket => socket.Send(Encoding.ASCII.GetBytes(answer)));

    public static RawServer Resetting() => new(socket => socket.LingerState = new LingerOption(enable: true, seconds: 0));

    /// <summary>A port that was free just now.</summary>
    public static Uri RefusedUrl()
    {
        using var server = new RawServer(_ => { });
        return server.Url;
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Action<Socket> misbehave)
    {
        var request = new byte[4096];
        while (true)
        {
            try
            {
                using (var socket = await _listener.AcceptSocketAsync())
                {
                    await socket.ReceiveAsync(request);
                    misbehave(socket);
                }

                _firstClosed.TrySetResult();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
