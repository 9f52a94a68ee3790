using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Load.Tests.Support;

/// <summary>
/// A server that holds each request as long as it is told, to the microsecond, and notes how long that was: it spins, as a timer would
/// be late. One connection, and a thread of its own.
/// </summary>
internal sealed class ExactServer : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, world!");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;
    private readonly Func<int, TimeSpan> _hold;
    private readonly List<double> _held = [];
    private volatile bool _isOver;

    /// <summary>Told the number of each request, from 0, it holds it so long.</summary>
    public ExactServer(Func<int, TimeSpan> hold)
    {
        _hold = hold;
        _listener.Start();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>How long each request was held, in milliseconds, in order. After the last.</summary>
    public IReadOnlyList<double> Held => _held;

    public void Dispose()
    {
        _isOver = true;
        _listener.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        try
        {
            using var socket = _listener.AcceptSocket();
            socket.NoDelay = true;
            socket.Blocking = false;
            while (Receive(socket) is { } arrived)
            {
                var until = arrived + (long)(_hold(_held.Count).TotalSeconds * Stopwatch.Frequency);
                while (Stopwatch.GetTimestamp() < until)
                    Thread.SpinWait(1);
                _held.Add(Stopwatch.GetElapsedTime(arrived).TotalMilliseconds);
                socket.Send(Answer);
            }
        }
        catch (SocketException)
        {
            // The end: nobody connected, or the client is gone.
        }
    }

    /// <summary>When the next request arrived; null at the end. It spins, too, so that waking up takes no time.</summary>
    private long? Receive(Socket socket)
    {
        var buffer = new byte[4096];
        while (!_isOver)
        {
            var received = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
                return received > 0 ? Stopwatch.GetTimestamp() : null;
            if (error != SocketError.WouldBlock)
                return null;
        }

        return null;
    }
}
