using System.Net;
using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>Ends a loop's wait from another thread: a datagram socket that sends to itself, as every system has it.</summary>
internal sealed class WakeUp : IDisposable
{
    private static readonly byte[] Signal = [1];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly LoopSocket _onLoop;
    private readonly Lock _lock = new();
    private bool _isRaised;
    private bool _isClosed;

    /// <summary>Watched by the loop, whose thread must not have started yet.</summary>
    public WakeUp(EventLoop loop)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(_socket.LocalEndPoint!);
        _onLoop = new LoopSocket(loop, _socket, isCounted: false);
    }

    /// <summary>From any thread; does nothing after the loop's end.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            if (_isRaised || _isClosed)
                return;
            _isRaised = true;
            _socket.Send(Signal, SocketFlags.None, out _);
        }
    }

    /// <summary>Takes the signals, on the loop's thread.</summary>
    public async Task TakeAsync()
    {
        var signals = new byte[2]; // one more than is sent: then one receive is known to have taken all
        while (await _onLoop.ReceiveAsync(signals, CancellationToken.None).ConfigureAwait(false) > 0)
        {
            lock (_lock)
                _isRaised = false;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _onLoop.Dispose();
        }
    }
}
