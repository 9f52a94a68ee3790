using System.Net;
using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>
/// A TCP connection on a loop. What can be done at once is done at once; the rest goes on when the loop says so. One receive and one
/// send (or connect) at a time, all on the loop's thread.
/// </summary>
internal sealed class LoopSocket : IDisposable
{
    private readonly EventLoop _loop;
    private readonly Socket _socket;
    private readonly bool _isCounted;
    private readonly LoopOperation<int> _receive = new();
    private readonly LoopOperation<int> _send = new();
    private Memory<byte> _into;
    private ReadOnlyMemory<byte> _from;
    private bool _connecting;
    private bool _ended;
    private CancellationToken _watched;
    private CancellationTokenRegistration _registration;

    /// <summary>Not yet connected.</summary>
    /// <exception cref="SocketException">The system has no socket left.</exception>
    public LoopSocket(EventLoop loop, AddressFamily family)
        : this(loop, new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, isCounted: true)
    {
    }

    /// <summary>Over a socket that then belongs to this one.</summary>
    /// <param name="loop">The loop whose thread does everything.</param>
    /// <param name="socket">Connected, or to be connected.</param>
    /// <param name="isCounted">Whether its bytes are the loop's traffic.</param>
    public LoopSocket(EventLoop loop, Socket socket, bool isCounted)
    {
        _isCounted = isCounted;
        _loop = loop;
        _socket = socket;
        _socket.Blocking = false;
        _loop.Readiness.Add(this, _socket);
    }

    /// <summary>Whether a receive may find something: the peer sent or ended, and it was not all taken yet.</summary>
    public bool IsReadable { get; private set; }

    /// <summary>Whether a send or a connect waits to go on.</summary>
    public bool AwaitsWriting => _send.IsPending;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">The connection was not made.</exception>
    /// <exception cref="OperationCanceledException">The token ended the attempt.</exception>
    public ValueTask<int> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        _loop.Require();
        _loop.Traffic = _loop.Traffic with { Connections = _loop.Traffic.Connections + 1 };
        var error = SocketConnect.Start(_socket, endPoint);
        if (error == SocketError.Success)
            return ValueTask.FromResult(0);
        if (error is not (SocketError.InProgress or SocketError.WouldBlock))
            return ValueTask.FromException<int>(new SocketException((int)error));
        _connecting = true;
        return Begin(_send, cancellationToken);
    }

    /// <summary>Receives what is there, once there is something; 0 when the peer ended the connection.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _loop.Require();
        if (IsReadable)
        {
            var error = TryReceive(buffer, out var received);
            if (error == SocketError.Success)
                return ValueTask.FromResult(received);
            if (error != SocketError.WouldBlock)
                return ValueTask.FromException<int>(new SocketException((int)error));
        }

        _into = buffer;
        return Begin(_receive, cancellationToken);
    }

    /// <summary>Sends all of it.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        _loop.Require();
        _from = buffer;
        var error = TrySend();
        if (error == SocketError.Success)
            return ValueTask.FromResult(0);
        return error == SocketError.WouldBlock
            ? Begin(_send, cancellationToken)
            : ValueTask.FromException<int>(new SocketException((int)error));
    }

    /// <summary>Whether the connection is as the last receive left it: the peer has neither ended it nor sent more.</summary>
    /// <param name="mayTalk">Whether the peer may send something unasked, as TLS does when it renews keys.</param>
    public bool IsQuiet(bool mayTalk)
    {
        if (!IsReadable)
            return true;
        Span<byte> next = stackalloc byte[1];
        var received = _socket.Receive(next, SocketFlags.Peek, out var error);
        IsReadable = error != SocketError.WouldBlock;
        return !IsReadable || (error == SocketError.Success && received > 0 && mayTalk && !_ended);
    }

    /// <summary>The loop found something to do here.</summary>
    public void OnReady(bool readable, bool writable, bool ended)
    {
        _ended |= ended;
        IsReadable |= readable | ended;
        if (IsReadable && _receive.IsPending)
            GoOnReceiving();
        if ((writable || ended) && _send.IsPending)
            GoOnSending();
    }

    public void Dispose()
    {
        _registration.Dispose();
        _loop.Readiness.Remove(this, _socket);
        _socket.Dispose();
    }

    private void GoOnReceiving()
    {
        var error = TryReceive(_into, out var received);
        if (error == SocketError.Success)
            _receive.Complete(received);
        else if (error != SocketError.WouldBlock)
            _receive.Fail(new SocketException((int)error));
    }

    private void GoOnSending()
    {
        var error = _connecting
            ? (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!
            : TrySend();
        if (error == SocketError.WouldBlock)
            return;
        _connecting = false;
        if (error == SocketError.Success)
            _send.Complete(0);
        else
            _send.Fail(new SocketException((int)error));
    }

    private SocketError TryReceive(Memory<byte> buffer, out int received)
    {
        received = _socket.Receive(buffer.Span, SocketFlags.None, out var error);
        // Less than there was room for: all was taken, and the next byte will be reported. An end is reported once only.
        if (error == SocketError.WouldBlock || (received < buffer.Length && !_ended))
            IsReadable = false;
        if (error == SocketError.Success && _isCounted)
            _loop.Traffic = _loop.Traffic with { BytesReceived = _loop.Traffic.BytesReceived + received };
        return error;
    }

    private SocketError TrySend()
    {
        while (_from.Length > 0)
        {
            var sent = _socket.Send(_from.Span, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                return error;
            _from = _from[sent..];
            _loop.Traffic = _loop.Traffic with { BytesSent = _loop.Traffic.BytesSent + sent };
        }

        return SocketError.Success;
    }

    private ValueTask<int> Begin(LoopOperation<int> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<int>(cancellationToken);
        // A step's token stays the same from request to request: it is registered with once, not for each wait.
        if (cancellationToken != _watched)
        {
            _registration.Dispose();
            _watched = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(static socket => ((LoopSocket)socket!).Cancel(), this);
        }

        return operation.Begin();
    }

    private void Cancel()
    {
        if (!_loop.IsCurrent)
        {
            _loop.Post(Cancel);
            return;
        }

        if (_receive.IsPending)
            _receive.Fail(new OperationCanceledException(_watched));
        if (_send.IsPending)
            _send.Fail(new OperationCanceledException(_watched));
    }
}
